/** Whether a directory is on a network file system, as far as Linux reports it; false where that is not known. */
import { statfsSync } from 'node:fs';

/** The magic numbers of statfs(2): NFS, SMB, CIFS, SMB2, Coda, AFS, 9P, Ceph. */
const NETWORK = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x73757245, 0x5346414f, 0x01021997, 0x00c36400,
]);

export function isNetworkFileSystem(dir: string): boolean {
  try {
    return process.platform === 'linux' && NETWORK.has(statfsSync(dir).type >>> 0);
  } catch {
    return false;
  }
}
