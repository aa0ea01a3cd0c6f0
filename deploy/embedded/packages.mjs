import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const stamp = ['node_modules', '.suqiao-install'];

/**
 * Whether node_modules is what package-lock.json says: by our stamp, or by npm's own record of what it installed.
 * @param {string} root
 * @returns {boolean}
 */
export function isInstalled(root) {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const path = join(root, ...stamp);
  if (!existsSync(join(root, 'node_modules', 'node', 'bin', 'node'))) return false;
  if (existsSync(path) && readFileSync(path, 'utf8') === digest(lock)) return true;
  const record = join(root, 'node_modules', '.package-lock.json');
  return existsSync(record) && isRecordOf(JSON.parse(lock), JSON.parse(readFileSync(record, 'utf8')));
}

/**
 * Whether npm's record has every package of a lock file at its version; optional ones are for other machines.
 * @param {{ packages: Record<string, { version?: string, link?: boolean, optional?: boolean, peer?: boolean, devOptional?: boolean }> }} lock
 * @param {{ packages: Record<string, { version?: string }> }} record
 * @returns {boolean}
 */
export function isRecordOf(lock, record) {
  return Object.entries(lock.packages)
    .filter(([path, { link, optional, devOptional }]) => path.includes('node_modules/') && link !== true && optional !== true && devOptional !== true)
    .every(([path, { version }]) => record.packages[path]?.version === version);
}

/** @param {string} root */
export function markInstalled(root) {
  writeFileSync(join(root, ...stamp), digest(readFileSync(join(root, 'package-lock.json'), 'utf8')));
}

/**
 * How many packages lie in node_modules, for a line of progress.
 * @param {string} root
 */
export function countPackages(root) {
  const folder = join(root, 'node_modules');
  try {
    return readdirSync(folder).reduce((sum, name) => sum + (name.startsWith('@') ? readdirSync(join(folder, name)).length : name.startsWith('.') ? 0 : 1), 0);
  } catch {
    return 0;
  }
}

/** @param {string} text */
function digest(text) {
  return createHash('sha256').update(text).digest('hex');
}
