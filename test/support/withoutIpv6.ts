/** Imported before server/main.ts: a machine whose IPv6 is off, as far as Node's sockets see it. */
import { constants } from 'node:os';

type Sockets = { TCP: { prototype: { bind6: () => number } } };
const { binding } = process as unknown as { binding(name: string): Sockets };
binding.call(process, 'tcp_wrap').TCP.prototype.bind6 = () => -constants.errno.EAFNOSUPPORT;
