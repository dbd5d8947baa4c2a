// Writes the generated pages of docs/: dialects and instructions from their specs, passes from
// theirs, named pipelines from the registry. `node build.mjs && node docs/generate.mjs`; tests/unit/docs checks that they are current.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createPassRegistry } from '../dist/driver/index.js';
import { OPERATORS as caffe } from '../dist/frontend/caffe/index.js';
import { OPERATORS as darknet } from '../dist/frontend/darknet/index.js';
import { OPERATORS as keras } from '../dist/frontend/keras/index.js';
import { OPERATORS as ncnn } from '../dist/frontend/ncnn/index.js';
import { OPERATORS as tensorflow } from '../dist/frontend/tensorflow/index.js';
import { OPERATORS as torch } from '../dist/frontend/torch/index.js';
import { OPERATORS as tosa } from '../dist/frontend/tosa/index.js';
import {
  baseLibraryFolder,
  dialectDoc,
  isaDoc,
  loadFile,
  passDocs,
  readDialects,
  readInstructions,
  readPasses,
  specsUnder,
} from '../dist/tablegen/index.js';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

function records(path) {
  return loadFile(join(root, path), {
    cwd: root,
    defines: [],
    includeDirs: [dirname(join(root, path)), baseLibraryFolder()],
  });
}

/** A page that says what it is made from. */
function page(path, source, text) {
  const from = relative(dirname(path), source);
  return [
    path,
    `<!-- Made by docs/generate.mjs from ${source}: edit that. -->\n\n${text}\n_Made from [${source}](${from})._\n`,
  ];
}

function dialectPages() {
  return specsUnder(root, 'dialects').flatMap((source) =>
    readDialects(records(source)).map((dialect) => {
      const path = `docs/dialects/${dialect.name}.md`;
      const readme = relative(dirname(path), join(dirname(source), 'README.md'));
      const why = `Why it exists, and its numbered constraints: [${dirname(source)}/README.md](${readme}).\n`;
      return page(path, source, `${dialectDoc(dialect)}\n${why}`);
    }),
  );
}

function passesPage() {
  const registry = createPassRegistry();
  const specs = ['pass/transforms/passes.td', 'lowering/passes.td'];
  const docs = specs.map((source) => passDocs(readPasses(records(source))));
  const pipelines = registry.pipelineNames.map((name) => {
    const { summary, text } = registry.pipeline(name);
    return `### \`--${name}\`\n\n${summary.charAt(0).toUpperCase()}${summary.slice(1)}.\n\n\`\`\`text\n${text}\n\`\`\`\n`;
  });
  const text = `# Passes\n\n## Of any dialect\n\n${docs[0]}\n## From level to level\n\n${docs[1]}\n## Pipelines\n\n${pipelines.join('\n')}`;
  return page(
    'docs/passes.md',
    specs[0],
    `${text}\nThe second part is from [${specs[1]}](../${specs[1]}).\n`,
  );
}

/** What the operators of each format become, from the tables of the front ends. */
function operatorsPage() {
  const formats = {
    TensorFlow: tensorflow,
    Keras: keras,
    PyTorch: torch,
    Caffe: caffe,
    Darknet: darknet,
    ncnn,
    TOSA: tosa,
  };
  const sections = Object.entries(formats).map(([name, table]) => {
    const rows = Object.keys(table)
      .sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
      .map((op) => `| ${op} | ${table[op].becomes} |`);
    return `## ${name}\n\n${rows.length} operators.\n\n| operator | operations of nn |\n| --- | --- |\n${rows.join('\n')}\n`;
  });
  const text = `# Operators of the formats\n\nWhat the operators of each format become. ONNX: [its own page](onnx-operators.md). How models of each format are read: [formats](formats.md).\n\n${sections.join('\n')}`;
  return page('docs/model-operators.md', 'frontend/formats.ts', text);
}

/** Text of every generated page by its path from the root. */
export async function documents() {
  return new Map([
    ...dialectPages(),
    page('docs/npu/isa.md', 'target/isa.td', isaDoc(readInstructions(records('target/isa.td')))),
    passesPage(),
    operatorsPage(),
  ]);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const [path, text] of await documents()) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    console.log(path);
  }
}
