// Writes docs/onnx-backend.md: which of the ONNX project's backend tests do not pass, and why; and
// docs/onnx-operators.md: which operators are imported. `node build.mjs && node docs/onnx.mjs`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPERATORS, readOnnx } from '../dist/frontend/onnx/index.js';
import { onnxCases, runOnnxCase } from '../dist/tests/support/onnx-cases.js';

/** Kinds of cases that are no inference on tensors, by their names. */
const KINDS = [
  [
    /(sequence|_seq(_|$)|loop13|loop16|^simple\/test_sequence|split_to_seq)/,
    'sequences are not supported',
  ],
  [/(optional|_opt$)/, 'optional values are not supported'],
  [/(STRING|strnorm|string)/, 'strings are not supported'],
  [/(adagrad|adam|momentum|gradient|training_dropout)/, 'training'],
  [/bernoulli/, 'random numbers'],
  [/castlike_BFLOAT16_to_FLOAT/, 'the recorded input has another shape than the model declares'],
  [
    /FLOAT_to_BFLOAT16/,
    'recorded with bfloat16 cut off; later versions of the format round to nearest',
  ],
  [/tfidf/, 'TfIdfVectorizer is not supported'],
];

const cases = onnxCases();
if (cases.length === 0)
  throw new Error('the ONNX backend tests are not on this machine (Debian: libonnx-testdata)');
const failing = [];
for (const c of cases) {
  const why = await runOnnxCase(c);
  if (why === undefined) continue;
  const kind = KINDS.find(([pattern]) => pattern.test(c.name));
  failing.push([c.name, kind ? kind[1] : why.split('\n')[0]]);
}
writeFileSync(
  'docs/onnx-backend.md',
  `<!-- Made by docs/onnx.mjs: run that. -->

# ONNX backend tests

Of the ${cases.length} cases of the ONNX project's backend tests (version 1.12, as Debian's \`libonnx-testdata\` has them) ${cases.length - failing.length} pass: imported, run in the interpreter, and compared with the recorded outputs, with a relative tolerance of 1e-3 and an absolute one of 1e-5, exact shapes and element types. \`tests/oracle/onnx-backend.test.ts\` runs them. The others:

| case | reason |
| --- | --- |
${failing.map(([name, why]) => `| \`${name}\` | ${why.replaceAll('|', '\\|')} |`).join('\n')}
`,
);

const used = new Map();
for (const c of cases) {
  const walk = (graph) => {
    for (const node of graph?.node ?? []) {
      if (!node.domain) used.set(node.opType, (used.get(node.opType) ?? 0) + 1);
      for (const a of node.attribute ?? []) walk(a.g);
    }
  };
  walk(readOnnx(new Uint8Array(readFileSync(join(c.folder, 'model.onnx')))).graph);
}
const rows = Object.keys(OPERATORS['']);
const missing = [...used.keys()].filter((name) => !rows.includes(name)).sort();
writeFileSync(
  'docs/onnx-operators.md',
  `<!-- Made by docs/onnx.mjs: run that. -->

# ONNX operators

Models of every opset are read. These ${rows.length} operators of the domain \`ai.onnx\` are imported; the number says in how many nodes of the backend tests an operator stands (operators of later versions stand in none).

| operator | nodes |
| --- | --- |
${rows
  .sort()
  .map((name) => `| ${name} | ${used.get(name) ?? ''} |`)
  .join('\n')}

Not imported: ${missing.join(', ')}. They work on sequences, optional values or strings, or with random numbers. A model that has one is refused with the names of all that stand in the way.

What decides a shape (the shape of Reshape, pads, axes, k, sizes) must be constant, or computed from constants and from the shapes of tensors, or from an input that is given with \`--bind\`. If, Loop and Scan are written out: the condition or the number of trips must be constant as well. Dropout is left out, batch normalisation takes the recorded statistics.
`,
);
console.log(`${cases.length - failing.length} of ${cases.length} pass`);
