/** `npu-filecheck`: compares a text with the directives of a check file. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { nearest } from '../ir/index.js';
import { type CheckRequest, DUMP_HELP, fileCheck, type NamedText } from './filecheck/index.js';
import { runTool, type ToolIO } from './tool-io.js';

const OPTIONS = {
  'check-prefix': { type: 'string', multiple: true },
  'check-prefixes': { type: 'string', multiple: true },
  'comment-prefixes': { type: 'string', multiple: true },
  D: { type: 'string', short: 'D', multiple: true },
  'input-file': { type: 'string' },
  'implicit-check-not': { type: 'string', multiple: true },
  'match-full-lines': { type: 'boolean' },
  'strict-whitespace': { type: 'boolean' },
  'ignore-case': { type: 'boolean' },
  'enable-var-scope': { type: 'boolean' },
  'allow-empty': { type: 'boolean' },
  'allow-unused-prefixes': { type: 'boolean' },
  'allow-deprecated-dag-overlap': { type: 'boolean' },
  lenient: { type: 'boolean' },
  'dump-input': { type: 'string', multiple: true },
  'dump-input-context': { type: 'string', multiple: true },
  'dump-input-filter': { type: 'string', multiple: true },
  color: { type: 'boolean' },
  v: { type: 'boolean', short: 'v', multiple: true },
  vv: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

const HELP = `usage: npu-filecheck [options] check-file     (the input is standard input)

What to check:
  --input-file=FILE            read the input from FILE
  --check-prefix=P             directives are P:, P-NEXT: … (default: CHECK); may be repeated
  --check-prefixes=P,Q         several prefixes
  --comment-prefixes=P,Q       lines of P: and Q: are comments (default: COM,RUN)
  -DNAME=TEXT, -D#NAME=EXPR    define a variable
  --implicit-check-not=PATTERN PATTERN must not occur between the positive matches
  --allow-empty                the input may be empty
  --allow-unused-prefixes      a prefix may have no directive

How to match:
  --match-full-lines           a positive match covers a whole line
  --strict-whitespace          runs of blanks are not alike
  --ignore-case                letters match whatever their case
  --enable-var-scope           CHECK-LABEL forgets variables, except $NAMES
  --allow-deprecated-dag-overlap
                               matches of a CHECK-DAG group may overlap
  --lenient                    the verdict of LLVM's FileCheck: a misspelt directive, an unknown
                               suffix or modifier, a lost colon are text, not errors

What to print:
  --dump-input=WHEN            always, fail (default) or never; help explains the dump
  --dump-input-context=N       lines around what is shown (default: 5)
  --dump-input-filter=KIND     all, annotation-full, annotation or error
  -v, -vv                      also say what matched
  --help                       this text
  --version                    the version

The environment's FILECHECK_OPTS stands before the arguments. Exit 0: all checks hold. 1: one fails.
2: the check file, the input or the usage is at fault.
`;

interface Request {
  readonly checkFile: string;
  readonly inputFile: string;
  readonly check: CheckRequest;
}
type Answer = { readonly exit: number; readonly out?: string; readonly error?: string };

const fail = (error: string): Answer => ({ exit: 2, error: `npu-filecheck: error: ${error}\n` });

/** `-check-prefix=A` as `--check-prefix=A`: the reference takes both. */
function normalised(arg: string): string {
  const name = /^-([A-Za-z][A-Za-z-]+)(?:=|$)/.exec(arg)?.[1];
  return name !== undefined && Object.hasOwn(OPTIONS, name) ? `-${arg}` : arg;
}

function readArguments(argv: readonly string[]): Request | Answer {
  const { values, positionals, tokens } = parseArgs({
    args: argv.map(normalised),
    options: OPTIONS,
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const known = (OPTIONS as Record<string, { type: string } | undefined>)[token.name];
    if (known === undefined) {
      const near = nearest(token.name, Object.keys(OPTIONS));
      return fail(`unknown option '${token.rawName}'${near ? `; did you mean '--${near}'?` : ''}`);
    }
    if (known.type === 'string' && token.value === undefined)
      return fail(`'${token.rawName}' needs a value`);
    if (known.type === 'boolean' && token.value !== undefined)
      return fail(`'${token.rawName}' takes no value`);
  }
  if (values.help) return { exit: 0, out: HELP };
  if (values.version) return { exit: 0, out: 'npu-filecheck 0.1.0\n' };
  const list = (name: keyof typeof OPTIONS) => ((values[name] ?? []) as string[]).map(bytesOf);
  const dump = dumpOptions(list, values.vv === true ? 2 : ((values.v as boolean[]) ?? []).length);
  if ('exit' in dump) return dump;
  if (positionals.length !== 1)
    return fail(
      positionals.length === 0 ? 'no check file; see --help' : 'more than one check file',
    );
  // Both options may be given, and count in the order in which they stand.
  const prefixes = tokens.flatMap((t) =>
    t.kind === 'option' && t.name.startsWith('check-prefix') ? `${t.value}`.split(',') : [],
  );
  const comments = list('comment-prefixes').flatMap((value) => value.split(','));
  const check: CheckRequest = {
    ...dump,
    prefixes: prefixes.length > 0 ? prefixes : ['CHECK'],
    isDefaultPrefix: prefixes.length === 0,
    commentPrefixes: comments.length > 0 ? comments : ['COM', 'RUN'],
    implicitCheckNot: list('implicit-check-not'),
    defines: list('D'),
    matchFullLines: values['match-full-lines'] === true,
    strictWhitespace: values['strict-whitespace'] === true,
    ignoreCase: values['ignore-case'] === true,
    enableVarScope: values['enable-var-scope'] === true,
    allowEmpty: values['allow-empty'] === true,
    allowUnusedPrefixes: values['allow-unused-prefixes'] === true,
    allowDagOverlap: values['allow-deprecated-dag-overlap'] === true,
    isLenient: values.lenient === true,
  };
  const inputFile = (values['input-file'] as string | undefined) ?? '-';
  return { checkFile: positionals[0], inputFile, check };
}

const WHEN = ['always', 'fail', 'never'] as const;
const FILTERS = ['all', 'annotation-full', 'annotation', 'error'] as const;

function dumpOptions(list: (name: keyof typeof OPTIONS) => string[], verbosity: number) {
  const choices = list('dump-input');
  if (choices.includes('help')) return { exit: 0, out: DUMP_HELP };
  const filters = list('dump-input-filter');
  for (const [option, given, known] of [
    ['dump-input', choices, [...WHEN, 'help']],
    ['dump-input-filter', filters, FILTERS],
  ] as const) {
    const wrong = given.find((value) => !(known as readonly string[]).includes(value));
    if (wrong !== undefined) {
      const near = nearest(wrong, known);
      const hint = near ? `; did you mean '${near}'?` : '';
      return fail(`'--${option}' takes ${known.join(', ')}, not '${wrong}'${hint}`);
    }
  }
  const contexts = list('dump-input-context');
  const bad = contexts.find((value) => !/^\d+$/.test(value));
  if (bad !== undefined) return fail(`'--dump-input-context' takes a number, not '${bad}'`);
  // Of several values the one that shows most counts.
  const dump = WHEN.find((when) => choices.includes(when)) ?? 'fail';
  const standard = dump === 'always' ? 'all' : 'error';
  return {
    dump,
    dumpFilter: FILTERS.find((filter) => filters.includes(filter)) ?? standard,
    dumpContext: contexts.length > 0 ? Math.max(...contexts.map(Number)) : 5,
    verbosity,
  } as const;
}

/** Patterns are bytes, as the texts are. */
const bytesOf = (text: string): string => Buffer.from(text).toString('latin1');

export async function main(argv: readonly string[], io: ToolIO): Promise<number> {
  const environment = (process.env.FILECHECK_OPTS ?? '').split(/\s+/).filter((word) => word !== '');
  const request = readArguments([...environment, ...argv]);
  if ('exit' in request) {
    if (request.out !== undefined) io.stdout(request.out);
    if (request.error !== undefined) io.stderr(request.error);
    return request.exit;
  }
  const read = async (file: string): Promise<NamedText> =>
    file === '-'
      ? { name: '<stdin>', text: Buffer.from(await io.stdin()).toString('latin1') }
      : { name: file, text: readFileSync(resolve(io.cwd, file), 'latin1') };
  try {
    const checks = await read(request.checkFile);
    const verdict = await fileCheck(checks, () => read(request.inputFile), request.check);
    io.stderr(verdict.messages);
    return verdict.exit;
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const why = code === 'ENOENT' ? 'there is no such file' : code;
    io.stderr(`npu-filecheck: error: cannot read '${path}': ${why}\n`);
    return 2;
  }
}

export const run = () => runTool('npu-filecheck', main);
