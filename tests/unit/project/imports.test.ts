// The arrows between folders: who may import whom, and that every folder is entered by its door.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

/** What each folder may import, beside itself; `type` means types only. ARCHITECTURE.md explains. */
const MAY_IMPORT: Readonly<Record<string, Readonly<Record<string, 'all' | 'type'>>>> = {
  ir: {},
  kernels: {},
  tablegen: { ir: 'type' },
  generated: { ir: 'all', rewrite: 'type', target: 'type', pass: 'type' },
  rewrite: { ir: 'all', tablegen: 'all' },
  pass: { ir: 'all', rewrite: 'all', generated: 'all' },
  dialects: { ir: 'all', rewrite: 'all', generated: 'all' },
  target: { generated: 'all' },
  interpreter: { ir: 'all', dialects: 'all', kernels: 'all', target: 'all' },
  frontend: { ir: 'all', dialects: 'all' },
  quantization: { ir: 'all', dialects: 'all', interpreter: 'all', kernels: 'all' },
  lowering: {
    ir: 'all',
    dialects: 'all',
    rewrite: 'all',
    target: 'all',
    kernels: 'all',
    generated: 'all',
    pass: 'type',
  },
  simulator: { target: 'all', kernels: 'all' },
};
/** These may import everything above them. */
const TOP = ['driver', 'tools', 'bench'];

/** Folders whose inner folders are rooms of their own, each with its door. */
const ROOMY = ['dialects', 'frontend', 'lowering'];
/** Doors that stand beside a folder's `index.ts`: a second, separately loaded entrance. */
const SIDE_DOORS = [
  'frontend/formats',
  'pass/transforms/index',
  'rewrite/pdll/index',
  'rewrite/generate',
  'tablegen/load-dialect',
];

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map((f) => join(folder, String(f)))
    .filter((f) => f.endsWith('.ts'));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const found: Import[] = [];
  for (const m of text.matchAll(/^(?:import|export)\s+(type\s)?[^'"]*?from\s+'(\.[^']+)'/gm)) {
    found.push({
      from: file,
      to: resolve(file, m[2]),
      typeOnly: m[1] !== undefined || onlyTypes(m[0]),
    });
  }
  for (const m of text.matchAll(/(?<!typeof )import\('(\.[^']+)'\)/g)) {
    found.push({ from: file, to: resolve(file, m[1]), typeOnly: false });
  }
  return found;
}

/** `import { type A, type B } from …` brings in no code either. */
function onlyTypes(statement: string): boolean {
  const names = /\{([^}]*)\}/
    .exec(statement)?.[1]
    .split(',')
    .filter((n) => n.trim() !== '');
  return names?.every((n) => /^\s*type\s/.test(n)) ?? false;
}

function resolve(file: string, target: string): string {
  return normalize(join(dirname(file), target)).replace(/\.js$/, '');
}

function room(path: string): string {
  const [top, inner] = path.split('/');
  return ROOMY.includes(top) && inner && !inner.endsWith('.ts') && path.split('/').length > 2
    ? `${top}/${inner}`
    : top;
}

const folders = [...Object.keys(MAY_IMPORT).filter((f) => f !== 'generated'), ...TOP];
const imports = folders
  .flatMap(sourceFiles)
  .flatMap(importsOf)
  // What a generator writes into its output is no import of its own.
  .filter(({ to }) => !to.startsWith('../'));

test('arrows between folders point one way', () => {
  const wrong = imports.filter(({ from, to, typeOnly }) => {
    const [a, b] = [from.split('/')[0], to.split('/')[0]];
    if (a === b) return false;
    if (TOP.includes(a)) return TOP.indexOf(b) > TOP.indexOf(a);
    const allowed = MAY_IMPORT[a][b];
    return !(allowed === 'all' || (allowed === 'type' && typeOnly));
  });
  assert.equal(
    wrong.map((i) => `${i.from} -> ${i.to}`),
    [],
  );
});

test('a folder is entered by its door', () => {
  const wrong = imports.filter(({ from, to }) => {
    if (to.startsWith('generated/')) return false;
    const [a, b] = [room(from), room(`${to}.ts`)];
    if (a === b || SIDE_DOORS.includes(to)) return false;
    // A room may use the files of the folder it stands in.
    if (!b.includes('/') && a.startsWith(`${b}/`)) return false;
    return to !== `${b}/index` && !to.endsWith('/index');
  });
  assert.equal(
    wrong.map((i) => `${i.from} -> ${i.to}`),
    [],
  );
});

test('no file is two rooms in one', () => {
  const long = folders
    .flatMap(sourceFiles)
    .map((f) => ({ f, lines: readFileSync(f, 'utf8').split('\n').length }))
    .filter(({ lines }) => lines > 600);
  assert.equal(long, []);
});

test.run();
