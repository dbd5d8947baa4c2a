// Builds the project: specs and rules become TypeScript (generated/), TypeScript becomes
// JavaScript file by file (dist/, what the tests run), and the tools become bundles (dist/bin/).
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const FOLDERS = [
  'ir',
  'tablegen',
  'pass',
  'rewrite',
  'dialects',
  'kernels',
  'interpreter',
  'frontend',
  'quantization',
  'lowering',
  'target',
  'simulator',
  'driver',
  'tools',
  'tests',
  'bench',
  'generated',
];
const common = {
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning',
};

function typescriptFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile() && e.name.endsWith('.ts') && !e.name.endsWith('.d.ts'))
    .map((e) => join(e.parentPath ?? e.path, e.name));
}

/** Bundles one generator and runs its `generate(root)`. */
async function runGenerator(entry, outfile) {
  if (!existsSync(entry)) return;
  await build({
    ...common,
    entryPoints: [entry],
    outfile,
    bundle: true,
    packages: 'external',
    sourcemap: false,
  });
  const { generate } = await import(`${pathToFileURL(outfile)}?${Date.now()}`);
  try {
    await generate(process.cwd());
  } catch (error) {
    // What a spec or rule file has wrong is told with its place: the generator's own is no news.
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

const only = process.argv[2];
mkdirSync('dist', { recursive: true });
await runGenerator('tablegen/generate.ts', 'dist/generate-specs.mjs');
await runGenerator('rewrite/generate.ts', 'dist/generate-rules.mjs');
if (only !== '--generate') {
  await build({
    ...common,
    entryPoints: FOLDERS.flatMap(typescriptFiles),
    outdir: 'dist',
    outbase: '.',
  });
  rmSync('dist/bin', { recursive: true, force: true });
  const tools = existsSync('tools')
    ? readdirSync('tools').filter((f) => /^npu-.*\.ts$/.test(f))
    : [];
  if (tools.length > 0) {
    await build({
      ...common,
      entryPoints: tools.map((f) => join('tools', f)),
      outdir: 'dist/bin',
      bundle: true,
      splitting: true,
      minifyWhitespace: true,
      chunkNames: 'chunks/[name]-[hash]',
      // Some libraries are CommonJS and call require().
      banner: {
        js: "import { createRequire as __cr } from 'node:module'; const require = (id) => __cr(import.meta.url)(id);",
      },
    });
  }
}
