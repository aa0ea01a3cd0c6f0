import type { Reader } from '@suqiao/contracts';
import { isOfficer, mayWatch, readsAudit, readsRegister, readsReports, readsRouting, seesBoard, startPathOf } from '../session/reader';

/** A page that a reader can go to; `name` is its key among the texts of the shell. */
export interface ReaderPage {
  readonly path: `/${string}`;
  readonly name:
    | 'board' | 'inbox' | 'orders' | 'rates' | 'analysis' | 'commonIssues' | 'consultations' | 'reports' | 'watch' | 'digest' | 'handOvers'
    | 'imports' | 'records' | 'duplicates' | 'enterprises' | 'channels' | 'deadLetters' | 'routing' | 'audit' | 'units' | 'presets' | 'calendars' | 'health' | 'models';
}

/** Pages of one kind of work. */
export interface PageGroup {
  readonly group: 'handling' | 'supervising' | 'solving' | 'visiting' | 'administering';
  readonly pages: readonly ReaderPage[];
}

/** The pages that a reader may open, by the kind of work, that of the role's first page on top. */
export function pagesOf(reader: Reader): readonly PageGroup[] {
  const { role } = reader;
  const handling: PageGroup = {
    group: 'handling',
    pages: [
      { path: '/inbox', name: 'inbox' }, { path: '/orders', name: 'orders' },
      ...(role !== 'analyst' ? [{ path: '/duplicates', name: 'duplicates' } as const, { path: '/hand-overs', name: 'handOvers' } as const] : []),
    ],
  };
  const supervising: PageGroup = {
    group: 'supervising',
    pages: [
      ...(seesBoard(role) ? [{ path: '/board', name: 'board' } as const, { path: '/rates', name: 'rates' } as const] : []),
      ...(mayWatch(role) ? [{ path: '/watch', name: 'watch' } as const, { path: '/digest', name: 'digest' } as const] : []),
    ],
  };
  const solving: PageGroup = {
    group: 'solving',
    pages: [
      { path: '/common-issues', name: 'commonIssues' }, { path: '/consultations', name: 'consultations' }, { path: '/analysis', name: 'analysis' },
      ...(readsReports(reader) ? [{ path: '/reports', name: 'reports' } as const] : []),
    ],
  };
  const visiting: PageGroup = {
    group: 'visiting',
    pages: [
      ...(isOfficer(reader) ? [{ path: '/records', name: 'records' } as const, { path: '/imports', name: 'imports' } as const] : []),
      ...(readsRegister(reader) ? [{ path: '/enterprises', name: 'enterprises' } as const] : []),
    ],
  };
  const administering: PageGroup = {
    group: 'administering',
    pages: [
      ...(role === 'administrator' ? [{ path: '/channels', name: 'channels' } as const, { path: '/dead-letters', name: 'deadLetters' } as const] : []),
      ...(readsRouting(reader) ? [{ path: '/routing', name: 'routing' } as const] : []),
      ...(readsAudit(role) ? [{ path: '/audit', name: 'audit' } as const] : []),
      { path: '/directory', name: 'units' }, { path: '/presets', name: 'presets' }, { path: '/calendars', name: 'calendars' },
      ...(role === 'administrator' || role === 'analyst' ? [{ path: '/models', name: 'models' } as const] : []),
      ...(readsRouting(reader) ? [{ path: '/health', name: 'health' } as const] : []),
    ],
  };
  const first = startPathOf(role) === '/inbox' ? [handling, supervising] : [supervising, handling];
  return [...first, solving, visiting, administering].filter(({ pages }) => pages.length > 0);
}
