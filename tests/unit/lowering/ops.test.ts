// Every recorded single-operator case (and small network) that the front end imports, compiled for
// the smallest and the largest flash target: the interpreter at each level and the object on the
// simulated board give the reference interpreter's bytes.

import { createHash } from 'node:crypto';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import {
  encodeModule,
  hostKernels,
  ImportError,
  type Level,
  loadModel,
  lowerTo,
} from '../../../driver/index.js';
import {
  bytesOf,
  interfaceOf,
  prepareProgram,
  storedType,
  viewBytes,
} from '../../../interpreter/index.js';
import { type Context, type Operation, renderDiagnostic } from '../../../ir/index.js';
import { createBoard } from '../../../simulator/index.js';
import { shared } from '../../support/shared.js';
import { type OperatorCase, readPack, type Sample } from '../kernels/goldens.js';

const TARGETS = ['n1-64', 'n1-256'];

/** The levels that the interpreter runs, after the one that the front end gives. */
const LOWERED: readonly Level[] = ['npu', 'mem'];

const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

/** What went wrong at one stage: `mul3/0 n1-64 npu: output 0 differs`. */
type Complaint = string;

/** Runs samples of a module in order. */
function interpreterOf(module: Operation): (sample: Sample) => Uint8Array[] {
  const { inputs } = interfaceOf(module);
  const program = prepareProgram(module);
  return (sample) => {
    const tensors = sample.inputs!.map((bytes, i) => ({
      shape: inputs[i].shape,
      data: viewBytes(bytes, storedType(inputs[i].elementType)),
    }));
    const results = program.run(tensors, undefined, { keepState: sample.keepsState });
    return results.map((t) => bytesOf(t.data));
  };
}

function compare(where: string, found: readonly Uint8Array[], sample: Sample): Complaint[] {
  return sample.outputs.flatMap((wanted, i) =>
    same(found[i], wanted) ? [] : [`${where}: output ${i} of ${sample.id} differs`],
  );
}

async function compileAndRun(
  context: Context,
  c: OperatorCase,
  target: string,
): Promise<Complaint[]> {
  const module = await loadModel(context, c.model, `${c.name}.tflite`);
  const isFloatOnly = !c.samples[0].inputs;
  assert.not(isFloatOnly);
  const complaints: Complaint[] = [];
  const interpretAt = (level: string) => {
    const run = interpreterOf(module);
    for (const s of c.samples) complaints.push(...compare(`${target} ${level}`, run(s), s));
  };
  interpretAt('imported');
  for (const level of LOWERED) {
    if (!(await lowerTo(context, module, { target, emit: level, verifyEach: true }))) {
      return [...complaints, `${c.name} ${target}: does not lower to ${level}`];
    }
    interpretAt(level);
  }
  if (!(await lowerTo(context, module, { target, emit: 'isa', verifyEach: true }))) {
    return [...complaints, `${c.name} ${target}: does not lower to isa`];
  }
  const board = createBoard(encodeModule(module, c.name), { hostKernels: hostKernels(context) });
  for (const s of c.samples) {
    const bad: Complaint[] = [];
    const outputs = board.run(s.inputs!, {
      keepState: s.keepsState,
      onOpOutput(op, bytes) {
        const wanted = s.operatorHashes[op];
        const found = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
        if (wanted && found !== wanted) bad.push(`${target} object: op ${op} of ${s.id} differs`);
      },
    });
    complaints.push(...bad, ...compare(`${target} object`, outputs, s));
  }
  return complaints;
}

const PACKS = ['goldens/tflm/ops', 'goldens/tflm/seanet'];
const families = new Map<string, OperatorCase[]>();
const notImported = new Map<string, number>();
for (const pack of PACKS) {
  const root = shared(pack);
  if (!root) {
    console.log(`skipped: ${pack} is not on this machine`);
    continue;
  }
  const context = await createContext();
  for (const c of readPack(root)) {
    try {
      await loadModel(context, c.model, c.name);
      families.set(c.family, [...(families.get(c.family) ?? []), c]);
    } catch (error) {
      if (!(error instanceof ImportError)) throw error;
      const reason = error.reasons[0].replace(/^operator \d+ \((\w+).*?\): /, '$1: ');
      notImported.set(reason, (notImported.get(reason) ?? 0) + 1);
    }
  }
}

for (const [family, cases] of families) {
  test(`${family}: ${cases.length} recorded cases, every level and the object bit for bit`, async () => {
    for (const c of cases) {
      const context = await createContext();
      const said: string[] = [];
      context.onDiagnostic((d) => said.push(renderDiagnostic(d)));
      for (const target of TARGETS) {
        assert.equal([...(await compileAndRun(context, c, target)), ...said], [], c.name);
      }
    }
  });
}

test('every recorded case is imported', () => {
  if (families.size === 0) return;
  const run = [...families.values()].reduce((n, c) => n + c.length, 0);
  const left = [...notImported.values()].reduce((a, b) => a + b, 0);
  console.log(`lowering: ${run} cases run for ${TARGETS.join(', ')}, ${left} not imported`);
  assert.equal(Object.fromEntries(notImported), {});
  assert.ok(run >= 407);
});

test.run();
