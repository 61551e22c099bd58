/** Hate that `obscenity`'s English list lacks, and words and names that are innocent of what it has. */
import type { WordList } from './WordFinder.ts';

export const english: WordList = {
  insults: (
    'nazi,nazis,neonazi,neonazis,*hitler*,heil hitler,sieg heil,kkk,ku klux klan,white power,' +
    'gas the jews,holohoax,untermensch,untermenschen,*nigger*,*nigga*,paki,pakis,gook,gooks,wetback,wetbacks,' +
    'raghead,ragheads,towelhead,towelheads,sand monkey,porch monkey,beaner,beaners,spic,spics,golliwog,shemale,' +
    'mongoloid,*paedophile*,*pedophile*,pedo,paedo,pedobear,kiddie fiddler,*fuck*,*cunt*,kys,kill yourself,' +
    'go kill yourself,hang yourself,neck yourself,bellend,bellends,wanker,wankers'
  ).split(','),
  innocent: (
    'arsenal,assassin,bassett,bass player,basset,cassandra,classic,cockatiel,cockatoo,cockburn,cocker spaniel,cockney,' +
    'cockpit,cockroach,cocktail,cumberland,cumbria,cumming,cummins,cumulus,dick tracy,dick van dyke,dickens,dickerson,' +
    'dickinson,dickson,essex,grapefruit,hancock,hitchcock,klondike,matsushita,middlesex,moby dick,montenegro,negroni,' +
    'niger,nigeria,pakistan,peacock,penistone,rapeseed,scunthorpe,shitake,shiitake,snigger,snooker,spice,sussex,' +
    'swank,therapist,titan,titanic,titus,wankel,fuku,pissarro,shital,ashit'
  ).split(','),
};
