/** What guests are called by. An adjective, an animal and three digits fit in a name: at most 6 + 7 + 3 characters. */

export const ADJECTIVES: readonly string[] = (
  'Amber Autumn Bold Brave Breezy Bright Calm Cedar Clever Cobalt ' +
  'Copper Coral Cosmic Crisp Dusty Eager Fleet Frosty Gentle Golden ' +
  'Happy Honest Indigo Jolly Keen Lively Lucky Mellow Merry Misty ' +
  'Nimble Noble Polar Quick Quiet Rapid Silver Sunny Velvet Witty'
).split(' ');

export const ANIMALS: readonly string[] = (
  'Badger Bear Bison Camel Crane Deer Dolphin Eagle Falcon Ferret ' +
  'Finch Fox Gecko Hare Heron Ibex Jackal Koala Lark Lemur ' +
  'Llama Lynx Marten Mole Moose Newt Ocelot Otter Owl Panda ' +
  'Penguin Puffin Rabbit Raven Robin Seal Stork Tiger Walrus Yak'
).split(' ');
