/** `npu-filecheck`: compares a text with the directives of a check file. */
import { inputName, readInput } from './common/files.js';
import {
  type Arguments,
  type OptionSpec,
  suggestion,
  ToolError,
  type ToolSpec,
  UsageError,
} from './common/options.js';
import { withArguments } from './common/run-tool.js';
import { type CheckRequest, DUMP_HELP, fileCheck, type NamedBytes } from './filecheck/index.js';
import { runTool, type ToolIO } from './tool-io.js';

const WHEN = ['always', 'fail', 'never'] as const;
const FILTERS = ['all', 'annotation-full', 'annotation', 'error'] as const;

const OPTIONS: Readonly<Record<string, OptionSpec>> = {
  'input-file': {
    value: 'FILE',
    repeated: true,
    help: 'read the input from FILE, not from standard input',
  },
  'check-prefix': {
    value: 'P',
    repeated: true,
    help: 'directives are P:, P-NEXT: … (default: CHECK)',
  },
  'check-prefixes': { value: 'P,Q', repeated: true, help: 'several prefixes' },
  'comment-prefixes': {
    value: 'P,Q',
    repeated: true,
    help: 'what follows P: and Q: is comment (default: COM,RUN)',
  },
  D: {
    value: 'NAME=TEXT',
    repeated: true,
    help: 'define a variable; -D#NAME=EXPR, -D#%x,NAME=EXPR: a numeric one',
  },
  'implicit-check-not': {
    value: 'PATTERN',
    repeated: true,
    help: 'PATTERN must not occur between the positive matches',
  },
  'allow-empty': { help: 'the input may be empty' },
  'allow-unused-prefixes': { help: 'a prefix may have no directive' },
  'match-full-lines': { help: 'a positive match covers a whole line' },
  'strict-whitespace': { help: 'runs of blanks are not alike' },
  'ignore-case': { help: 'letters match whatever their case' },
  'enable-var-scope': { help: 'CHECK-LABEL forgets variables, except $NAMES' },
  'allow-deprecated-dag-overlap': { help: 'matches of a CHECK-DAG group may overlap' },
  lenient: {
    help: "the verdict of LLVM's FileCheck: a misspelt directive, an unknown\nsuffix or modifier, a lost colon are text, not errors",
  },
  'dump-input': {
    value: 'WHEN',
    repeated: true,
    help: 'always, fail (default) or never; help explains the dump',
  },
  'dump-input-context': {
    value: 'N',
    repeated: true,
    help: 'lines around what the dump shows (default: 5)',
  },
  'dump-input-filter': { value: 'KIND', repeated: true, help: FILTERS.join(', ') },
  color: { help: 'colours in the dump (default: on a terminal)' },
  v: { help: 'also say what matched' },
  vv: { help: 'also say what did not match where it should not, and how the search went' },
};

const TOOL: ToolSpec = {
  name: 'npu-filecheck',
  usage: 'check-file [options]     (the input is standard input)',
  summary: 'Compares a text with the directives of a check file.',
  options: OPTIONS,
  details: `The environment's FILECHECK_OPTS stands before the arguments. Exit 0: all checks hold. 1: one fails.
2: the check file, the input or the usage is at fault.`,
};

/** Patterns are bytes, as the texts are. */
const bytesOf = (text: string): string => Buffer.from(text).toString('latin1');

function requestOf(args: Arguments, isTerminal: boolean): CheckRequest {
  const list = (name: string) => args.all(name).map(bytesOf);
  // Both options may be given, and count in the order in which they stand.
  const prefixes = args.given
    .filter(({ name }) => name === 'check-prefix' || name === 'check-prefixes')
    .flatMap(({ value }) => bytesOf(value).split(','));
  const comments = list('comment-prefixes').flatMap((value) => value.split(','));
  // Of several values the one that shows most counts.
  const most = <T extends string>(name: string, known: readonly T[]): T | undefined => {
    const given = args.all(name);
    const wrong = given.find((value) => !(known as readonly string[]).includes(value));
    if (wrong !== undefined) {
      const message = `'--${name}' takes ${known.join(', ')}, not '${wrong}'`;
      throw new UsageError(`${message}${suggestion(wrong, known)}`);
    }
    return known.find((value) => given.includes(value));
  };
  const dump = most('dump-input', WHEN) ?? 'fail';
  const contexts = list('dump-input-context');
  const bad = contexts.find((value) => !/^\d+$/.test(value));
  if (bad !== undefined)
    throw new UsageError(`'--dump-input-context' takes a number, not '${bad}'`);
  return {
    prefixes: prefixes.length > 0 ? prefixes : ['CHECK'],
    isDefaultPrefix: prefixes.length === 0,
    commentPrefixes: comments.length > 0 ? comments : ['COM', 'RUN'],
    implicitCheckNot: list('implicit-check-not'),
    defines: list('D'),
    matchFullLines: args.on('match-full-lines'),
    strictWhitespace: args.on('strict-whitespace'),
    ignoreCase: args.on('ignore-case'),
    enableVarScope: args.on('enable-var-scope'),
    allowEmpty: args.on('allow-empty'),
    allowUnusedPrefixes: args.on('allow-unused-prefixes'),
    allowDagOverlap: args.on('allow-deprecated-dag-overlap'),
    isLenient: args.on('lenient'),
    dump,
    dumpFilter: most('dump-input-filter', FILTERS) ?? (dump === 'always' ? 'all' : 'error'),
    dumpContext: contexts.length > 0 ? Math.max(...contexts.map(Number)) : 5,
    color: args.on('color', isTerminal),
    verbosity: args.on('vv') ? 2 : args.all('v').length,
  };
}

/** The words of FILECHECK_OPTS, as a shell would part them. */
function environmentOptions(): string[] {
  const words = (process.env.FILECHECK_OPTS ?? '').match(
    /(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/gs,
  );
  return (words ?? []).map((word) =>
    word.replace(/\\(.)|"((?:[^"\\]|\\.)*)"|'([^']*)'/gs, (_, one, double, single) =>
      String(one ?? single ?? double.replace(/\\(["\\])/g, '$1')),
    ),
  );
}

export async function main(argv: readonly string[], io: ToolIO): Promise<number> {
  const words = [...environmentOptions(), ...argv];
  return withArguments(TOOL, words, io, async (args) => {
    // Elsewhere `-x=value` is `-xvalue`; a definition has its equal sign in the middle.
    const nameless = words.find((word) => /^--?D=/.test(word));
    if (nameless !== undefined)
      throw new UsageError(`missing variable name in the definition '${nameless}'`);
    if (args.all('dump-input').includes('help')) {
      io.stdout(DUMP_HELP);
      return 0;
    }
    const request = requestOf(args, io.isTerminal ?? false);
    const [checkFile, another] = args.files;
    if (checkFile === undefined) throw new UsageError('no check file; see --help');
    if (another !== undefined)
      throw new UsageError(`one check file is expected, found '${args.files.join("', '")}'`);
    const inputFile = args.all('input-file').at(-1) ?? '-';
    if (checkFile === '-' && inputFile === '-')
      throw new UsageError('the check file and the input cannot both be standard input');
    const read = async (file: string): Promise<NamedBytes> => {
      const { buffer, byteOffset, length } = await readInput(io, file);
      return { name: inputName(file), bytes: Buffer.from(buffer, byteOffset, length) };
    };
    try {
      const checks = await read(checkFile);
      const verdict = await fileCheck(checks, () => read(inputFile), request);
      io.stderr(verdict.messages);
      return verdict.exit;
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      throw new UsageError(error.message);
    }
  });
}

export const run = () => runTool('npu-filecheck', main);
