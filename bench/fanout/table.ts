/** The figures as a terminal table. Pure. */
import type { Figures } from './figures.ts';

type Column = [title: string, width: number, show: (figures: Figures) => string];

const fixed = (digits: number) => (value: number | null) => (value === null ? '–' : value.toFixed(digits));
const whole = fixed(0);
const COLUMNS: Column[] = [
  ['storm CPU s', 11, (f) => fixed(2)(f.stormCpuS)],
  ['wall s', 7, (f) => fixed(1)(f.stormWallS)],
  ['MB', 8, (f) => whole(f.stormMb)],
  ['CPU ms/s', 9, (f) => whole(f.cpuMsPerS)],
  ['waited', 7, (f) => whole(f.waitedMsPerS)],
  ['µs/update', 10, (f) => fixed(2)(f.cpuUsPerUpdate)],
  ['B/client/s', 11, (f) => whole(f.bytesPerClientPerS)],
  ['p50 ms', 7, (f) => whole(f.visibleP50Ms)],
  ['p95 ms', 7, (f) => whole(f.visibleP95Ms)],
  ['p99 ms', 7, (f) => whole(f.visibleP99Ms)],
  ['loop p50/p99', 13, (f) => `${whole(f.loopP50Ms)}/${whole(f.loopP99Ms)}`],
  ['KB/conn', 8, (f) => fixed(1)(f.rssKbPerConnection)],
  ['heap', 6, (f) => fixed(1)(f.heapKbPerConnection)],
  ['patch', 6, (f) => whole(f.patchMs)],
  ['loader', 7, (f) => whole(f.loaderCpuMsPerS)],
  ['bad', 4, (f) => whole(f.badRows)],
  ['lost', 5, (f) => whole(f.lostSockets)],
  ['unseen', 7, (f) => whole(f.unseenEvents)],
];

export const tableHead = (): string =>
  ['peer'.padEnd(14), 'N'.padStart(6), ...COLUMNS.map(([title, width]) => title.padStart(width))].join(' ');

export const tableLine = (peer: string, players: number, figures: Figures): string =>
  [
    peer.padEnd(14),
    String(players).padStart(6),
    ...COLUMNS.map(([, width, show]) => show(figures).padStart(width)),
  ].join(' ');
