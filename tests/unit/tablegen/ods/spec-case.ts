/**
 * Small specs, each taken the whole way: TypeScript is generated and checked alone by `tsc` with a
 * hand-written part beside it, both are loaded, and text goes through the dialect and comes out as
 * it was; then the same with the spec loaded at run time.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transform } from 'esbuild';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import * as ir from '../../../../ir/index.js';
import {
  baseLibraryFolder,
  type LoadedDialect,
  loadDialects,
  loadText,
  printDialectFile,
  readDialects,
} from '../../../../tablegen/index.js';

export interface SpecCase {
  /** The dialect's name. */
  readonly name: string;
  /** What follows `def D : Dialect`, or the whole file. */
  readonly td: string;
  /**
   * The hand-written part, a module beside the generated one. What it exports comes to `check`.
   * It may export the `definition` itself, else that has the members of `definition` beside `spec`.
   */
  readonly code?: string;
  readonly definition?: string;
  /** IR that prints as it stands. */
  readonly text?: string;
  check?(built: Built): void | Promise<void>;
}

export interface Built {
  /** What the hand-written module exports. */
  readonly module: Readonly<Record<string, (...args: never[]) => unknown>>;
  readonly generated: string;
  readonly definition: ir.DialectDefinition;
  readonly loaded: LoadedDialect;
}

const root = resolve(dirname(baseLibraryFolder()), '..');
const dist = resolve(dirname(fileURLToPath(import.meta.url)), '../../../..');

export function specText({ name, td }: Pick<SpecCase, 'name' | 'td'>): string {
  if (td.startsWith('include')) return td;
  return `include "OpBase.td"\ndef D : Dialect { let name = "${name}"; let summary = "${name}"; }\n${td}`;
}

export function generate(spec: Pick<SpecCase, 'name' | 'td'>): string {
  const keeper = loadText(specText(spec), `${spec.name}.td`, {
    includeDirs: [baseLibraryFolder()],
  });
  return printDialectFile(readDialects(keeper)[0], `${spec.name}.td`);
}

function module({ name, code = '', definition = '' }: SpecCase): string {
  const isWhole = code.includes('export const definition');
  const body = isWhole
    ? code
    : `${code}\nexport const definition: DialectDefinition = { spec: ${name}Dialect, ${definition} };\n`;
  const used = (names: Iterable<string>) =>
    [...names].filter((n) => new RegExp(`(?<![.\\w'])${n}\\b(?![:'])`).test(body));
  const exported = [...generate({ name, td: tdOf.get(name)! }).matchAll(EXPORT)];
  const own = new Set(exported.map((m) => m[2]));
  const isType = (n: string) =>
    !exported.some(
      (m) => m[2] === n && (m[1] === 'class' || m[1] === 'const' || m[1] === 'function'),
    );
  const fromIr = used(
    [...Object.keys(ir), ...IR_TYPES].filter((n) => !own.has(n) && n !== 'verify'),
  );
  const list = (names: readonly string[], types: (n: string) => boolean) =>
    names.map((n) => (types(n) ? `type ${n}` : n)).join(', ');
  return `import { ${list(used(own), isType)} } from '../generated/${name}.js';
import { ${list(fromIr, (n) => IR_TYPES.includes(n))} } from '../ir/index.js';
${body}`;
}

const EXPORT = /^export (class|type|const|interface|function) (\w+)/gm;
const IR_TYPES = ['DialectDefinition', 'FormatDirective', 'OpHooks'];
const tdOf = new Map<string, string>();

/** Registers the tests of some specs; they are checked by one run of the type checker. */
export function specTests(cases: readonly SpecCase[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'npu-specs-'));
  for (const c of cases) tdOf.set(c.name, c.td);
  test.after(() => rmSync(folder, { recursive: true }));

  test('generated files and what is written beside them are right TypeScript', () => {
    const messages = typeErrors(
      folder,
      cases.flatMap((c) => [
        [`generated/${c.name}.ts`, generate(c)],
        [`dialects/${c.name}.ts`, module(c)],
      ]),
    );
    assert.is(messages, '');
  });

  for (const c of cases) {
    test(`${c.name}: built and loaded alike`, async () => {
      const built = await load(folder, c);
      const { definition, loaded } = built;
      if (c.text !== undefined) {
        assert.is(roundTrip(definition, c.text), c.text);
        assert.is(
          roundTrip({ ...definition, ...withoutEmpty(loaded), spec: loaded.spec }, c.text),
          c.text,
        );
      }
      await c.check?.(built);
    });
  }
}

/** Hand-written parts stay beside a spec that was loaded. */
function withoutEmpty({ parseType, parseAttribute }: LoadedDialect): Partial<ir.DialectDefinition> {
  return { parseType, parseAttribute };
}

/** What the type checker says of files; '' when all is well. */
export function typeErrors(folder: string, files: readonly (readonly string[])[]): string {
  const at = join(folder, 'ts');
  for (const [path, text] of files) {
    mkdirSync(dirname(join(at, path)), { recursive: true });
    writeFileSync(join(at, path), text);
  }
  symlinkSync(join(root, 'ir'), join(at, 'ir'));
  const compilerOptions = {
    target: 'es2023',
    module: 'nodenext',
    strict: true,
    noImplicitOverride: true,
    noUnusedLocals: true,
    erasableSyntaxOnly: true,
    verbatimModuleSyntax: true,
    skipLibCheck: true,
    noEmit: true,
    typeRoots: [join(root, 'node_modules/@types')],
    types: ['node'],
  };
  const include = ['generated', 'dialects'];
  writeFileSync(join(at, 'package.json'), '{"type":"module"}');
  writeFileSync(join(at, 'tsconfig.json'), JSON.stringify({ compilerOptions, include }));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { stdout, stderr } = spawnSync(process.execPath, [tsc, '-p', '.'], {
    cwd: at,
    encoding: 'utf8',
  });
  return stdout + stderr;
}

async function load(folder: string, c: SpecCase): Promise<Built> {
  const at = join(folder, 'js');
  mkdirSync(join(at, 'generated'), { recursive: true });
  mkdirSync(join(at, 'dialects'), { recursive: true });
  try {
    symlinkSync(join(dist, 'ir'), join(at, 'ir'));
    writeFileSync(join(at, 'package.json'), '{"type":"module"}');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const generated = generate(c);
  const options = { loader: 'ts', format: 'esm', target: 'es2023' } as const;
  const path = join(at, 'dialects', `${c.name}.js`);
  writeFileSync(join(at, 'generated', `${c.name}.js`), (await transform(generated, options)).code);
  writeFileSync(path, (await transform(module(c), options)).code);
  const loadedModule = await import(pathToFileURL(path).href);
  const file = `${c.name}.td`;
  const { readFileSync } = await import('node:fs');
  const readFile = (p: string) => {
    if (p === file) return specText(c);
    return p.startsWith(baseLibraryFolder()) ? readFileSync(p, 'utf8') : undefined;
  };
  const [loaded] = loadDialects(file, { ir, readFile });
  return { module: loadedModule, generated, definition: loadedModule.definition, loaded };
}

/** A context with the dialect alone; others are unregistered. */
export function contextOf(definition: ir.DialectDefinition): {
  context: ir.Context;
  messages: string[];
} {
  const context = new ir.Context();
  context.allowUnregistered = true;
  context.addDialect(definition);
  const messages: string[] = [];
  context.onDiagnostic((d) => messages.push(d.message));
  return { context, messages };
}

const OPEN = '"test.body"() ({\n';
const CLOSE = '}) : () -> ()\n';

/** Operations as they are printed, or the errors about them. */
export function roundTrip(definition: ir.DialectDefinition, text: string): string {
  const { context, messages } = contextOf(definition);
  const whole = `${OPEN}${text.replace(/^(?=.)/gm, '  ')}${CLOSE}`;
  try {
    const parsed = ir.parseSource(context, whole, 'test.mlir', { noImplicitModule: true });
    if (parsed === undefined || !ir.verify(context, parsed)) return messages.join('\n');
    const printed = ir.printOperation(parsed);
    return printed.slice(OPEN.length, -CLOSE.length).replace(/^ {2}/gm, '');
  } catch (error) {
    if (error instanceof ir.DiagnosticError) return error.message;
    throw error;
  }
}
