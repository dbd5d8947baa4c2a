import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ByteReader, FormatError } from '../../../frontend/common/index.js';
import {
  parseScript,
  readPickle,
  readSafetensors,
  readStateDict,
} from '../../../frontend/torch/index.js';
import { accuracy, readCifar } from '../../support/datasets.js';
import { programOf, runOn } from '../../support/models.js';
import { shared } from '../../support/shared.js';

const MEAN = [0.485, 0.456, 0.406];
const STD = [0.229, 0.224, 0.225];

function normalized(x: ArrayLike<number>, at: number): Float32Array {
  const out = new Float32Array(3072);
  for (let i = 0; i < 3072; i++) {
    const c = Math.floor(i / 1024);
    out[i] = (x[at + i] / 255 - MEAN[c]) / STD[c];
  }
  return out;
}

test('ResNet20 reaches its accuracy on CIFAR-10, with its own weights and with those of the checkpoint', async () => {
  const path = shared('models/resnet20/resnet20_traced.pt');
  if (!path) return console.log('skipped: no recorded models');
  const checkpoint = shared('models/resnet20/resnet20-12fca82f.th')!;
  const program = await programOf(path);
  const weights = { name: checkpoint, bytes: readFileSync(checkpoint) };
  const other = await programOf(path, { weights });
  const samples = readCifar(shared('datasets/cifar10_test_open_500.bin.gz')!);
  let worst = 0;
  const found = accuracy(samples, (i) => {
    const x = normalized(samples.x, i * samples.size);
    const [a] = runOn(program, [1, 3, 32, 32], x);
    if (i < 50) {
      const [b] = runOn(other, [1, 3, 32, 32], x);
      a.forEach((v, k) => {
        worst = Math.max(worst, Math.abs(v - b[k]));
      });
    }
    return a;
  });
  console.log('resnet20 .pt', found, 'difference with the .th weights', worst);
  assert.ok(Math.abs(found - 0.91) <= 0.002, `${found}`);
  assert.ok(worst < 1e-4, `${worst}`);
});

test('the checkpoint: an older stream of pickles', () => {
  const path = shared('models/resnet20/resnet20-12fca82f.th');
  if (!path) return console.log('skipped: no recorded models');
  const bytes = new Uint8Array(readFileSync(path));
  const state = readStateDict(bytes, 'x.th', 2 ** 28);
  assert.is(state.size, 97);
  assert.is(`${state.get('state_dict.module.conv1.weight')?.type}`, 'tensor<16x3x3x3xf32>');
  let seed = 3;
  const next = (below: number) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return (seed >>> 8) % below;
  };
  for (let i = 0; i < 100; i++) {
    const bad = i % 4 === 0 ? bytes.slice(0, next(bytes.length)) : bytes.slice();
    for (let k = 0; k < 6; k++) bad[next(30000)] = next(256);
    try {
      readStateDict(bad, 'x.th', 2 ** 28);
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
    }
  }
});

const pickle = (text: string) =>
  readPickle(
    new ByteReader(
      Uint8Array.from(text, (c) => c.charCodeAt(0)),
      'x.pkl',
    ),
  );

test('pickles: values, and nothing that runs', () => {
  assert.equal(pickle('\x80\x02(K\x01M\x02\x01J\xff\xff\xff\xffl.'), [1, 258, -1]);
  assert.equal(pickle('\x80\x02}(X\x01\0\0\0aK\x01u.'), new Map([['a', 1]]));
  assert.throws(
    () => pickle('cos\nsystem\n(X\x02\0\0\0lstR.'),
    /a pickle that calls 'os\.system'; nothing of a model file is run/,
  );
  assert.throws(() => pickle('\x80\x02\x92.'), /pickle instruction 0x92, which no model needs/);
  assert.throws(() => pickle('R.'), /takes more than it has/);
  assert.throws(() => pickle('h\x05.'), /no memo 5/);
  assert.throws(() => pickle('X\xff\xff\xff\x7f.'), /expected 2147483647/);
});

test('programs: the language that they are stored in', () => {
  const { classes, functions } = parseScript(
    `class A(Module):
  __parameters__ = ["w", ]
  w : Tensor
  def forward(self: __torch__.A,
    x: Tensor) -> Tensor:
    _0 = (self.conv).forward(x, )
    a, b, = torch.split(x, [1, -2], 1)
    if torch.eq(torch.dim(x), 4):
      y = x
    else:
      y = a if True else b
    for _1 in range(3):
      y = torch.add(y, 1., alpha=2)
    return annotate(Tensor, y)
def free(x: Optional[List[int]]=None) -> int:
  return 1
`,
    'a.py',
  );
  const forward = classes.get('A')!.get('forward')!;
  assert.equal(
    forward.parameters.map((p) => p.type),
    ['__torch__.A', 'Tensor'],
  );
  assert.equal(
    forward.body.map((s) => s.kind),
    ['assign', 'assign', 'if', 'for', 'return'],
  );
  assert.ok(functions.has('free'));
  assert.throws(
    () => parseScript('def f(x: Tensor) -> Tensor:\n  return (x\n', 'b.py'),
    /b\.py:\d+: found/,
  );
  assert.throws(() => parseScript('def f(x) -> int:\n  return $\n', 'b.py'), /b\.py:2: found '\$'/);
});

test('safetensors: names, types and places', () => {
  const header = new TextEncoder().encode('{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}');
  const file = (head: Uint8Array, size = head.length) => {
    const bytes = new Uint8Array(16 + head.length);
    new DataView(bytes.buffer).setUint32(0, size, true);
    bytes.set(head, 8);
    return bytes;
  };
  assert.is(`${readSafetensors(file(header), 's').get('a')?.type}`, 'tensor<2xf32>');
  assert.throws(() => readSafetensors(file(header, 1000), 's'), /header of 1000 bytes/);
  const beyond = new TextEncoder().encode(
    '{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}',
  );
  assert.throws(() => readSafetensors(file(beyond), 's'), /bytes 0 to 12, which do not fit/);
});

test.run();
