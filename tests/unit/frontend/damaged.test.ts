// Models with wrong bytes and models cut short: each is imported or refused with sentences, and neither
// takes long nor ends in an error of the language.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createContext } from '../../../dialects/index.js';
import { ImportError, importModel } from '../../../driver/index.js';
import { shared } from '../../support/shared.js';

/** How many damaged files of each kind; NPU_MLIR_SWEEP for more. */
const COUNT = Number(process.env.NPU_MLIR_SWEEP ?? 20);

/** A model, and which of its files is damaged. */
const CASES: readonly (readonly [main: string, damaged?: string])[] = [
  ['lenet_caffe/lenet.prototxt'],
  ['lenet_caffe/lenet.prototxt', 'lenet_caffe/lenet_iter_10000.caffemodel'],
  ['yolo_fastest/yolo-fastest-1.1.cfg'],
  ['yolo_fastest/yolo-fastest-1.1.cfg', 'yolo_fastest/yolo-fastest-1.1.weights'],
  ['yolo_fastest/yolo-fastest-1.1.ncnn.param'],
  ['yolo_fastest/yolo-fastest-1.1.ncnn.param', 'yolo_fastest/yolo-fastest-1.1.ncnn.bin'],
  ['streaming_ww/str_ww.h5'],
  ['arm_kws_pb/DS_CNN_S.pb'],
  ['arm_kws_pb/GRU_S.pb'],
  ['kws_dscnn/savedmodel/saved_model.pb'],
  ['resnet20/resnet20_traced.pt'],
  ['resnet20/resnet20_traced.pt', 'resnet20/resnet20-12fca82f.th'],
];

let seed = 17;
const next = (below: number) => {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return (seed >>> 8) % below;
};

function damaged(sound: Uint8Array, i: number): Uint8Array {
  const bytes = sound.slice(0, i % 4 === 0 ? next(sound.length) : sound.length);
  // What says how the rest is read stands mostly at the ends.
  for (let k = next(4); k >= 0 && bytes.length > 0; k--) {
    const span = Math.min(bytes.length, [200, 5000, bytes.length][next(3)]);
    const at = next(span);
    bytes[next(4) === 0 ? bytes.length - 1 - at : at] = next(256);
  }
  return bytes;
}

for (const [main, other] of CASES) {
  test(`${other ?? main}: ${COUNT} damaged files`, async () => {
    const path = shared(`models/${main}`);
    if (!path) return console.log('skipped: no recorded models');
    const target = other === undefined ? path : shared(`models/${other}`)!;
    const sound = new Uint8Array(readFileSync(target));
    for (let i = 0; i < COUNT; i++) {
      const bad = damaged(sound, i);
      const weights = other === undefined ? beside(path) : { name: target, bytes: bad };
      const started = performance.now();
      try {
        const bytes = other === undefined ? bad : readFileSync(path);
        await importModel(await createContext(), bytes, path, {
          file: path,
          weights,
          maxSize: 2 ** 26,
        });
      } catch (error) {
        if (!(error instanceof ImportError)) throw error;
        assert.ok(error.reasons.length > 0);
      }
      assert.ok(performance.now() - started < 5000, `${i} takes too long`);
    }
  });
}

/** The weights of a network whose text is damaged, where its names are not to be trusted. */
function beside(path: string) {
  const stem = path.replace(/\.[^.]*$/, '');
  const found = [
    `${stem}.weights`,
    `${stem}.bin`,
    join(dirname(path), 'lenet_iter_10000.caffemodel'),
  ];
  const file = /\.(cfg|param|prototxt)$/.test(path) ? found.find((f) => existsSync(f)) : undefined;
  return file === undefined ? undefined : { name: file, bytes: readFileSync(file) };
}

test.run();
