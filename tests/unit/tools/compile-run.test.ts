/** npu-compile, npu-run, npu-translate and npu-objdump in process, on a model of the goldens. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readNpy, writeNpy } from '../../../tools/common/npy.js';
import { main as compile } from '../../../tools/npu-compile.js';
import { main as objdump } from '../../../tools/npu-objdump.js';
import { main as runTool } from '../../../tools/npu-run.js';
import { main as translate } from '../../../tools/npu-translate.js';
import type { ToolMain } from '../../../tools/tool-io.js';
import { shared } from '../../support/shared.js';
import { Bench } from './harness.js';

const bench = new Bench();
const golden = shared('goldens/tflm/ic01_resnet8_int8');
const float = shared('goldens/tflm/ad01_fp32/model.tflite');
const SHAPE = [1, 32, 32, 3];
const BYTES = 3072;

const fails = async (main: ToolMain, argv: readonly string[], exit: number, message: RegExp) => {
  const got = await bench.run(main, argv);
  assert.is(got.exit, exit, got.err);
  assert.is(got.out, '');
  assert.match(got.err, message);
};

test('targets', async () => {
  const { out } = await bench.run(compile, ['--list-targets']);
  assert.match(out, /^n1-64 +64 MAC/);
  await fails(
    compile,
    ['--target=n1-63', 'x'],
    2,
    /unknown target 'n1-63'; did you mean 'n1-64'\? targets: n1-64,/,
  );
  await fails(
    compile,
    ['none.tflite', '--target=n1-64'],
    1,
    /cannot open input file 'none.tflite'/,
  );
  await fails(
    compile,
    ['x', '--emit=memm'],
    2,
    /takes nn, qnn, npu, mem, isa, object, not 'memm'; did you mean 'mem'/,
  );
  await fails(compile, ['x', '--optimize=sram'], 2, /unknown option '--optimize=sram'/);
});

const Q = '!quant.uniform<i8:f32, 5.000000e-01:-1>';
/** A padding and the convolution that it goes into. */
const PADDED = `func.func @main(%x: tensor<1x4x4x2x${Q}>) -> tensor<1x4x4x1x${Q}> {
  %w = qnn.constant dense<1> : tensor<1x3x3x2xi8> as tensor<1x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>
  %p = qnn.pad %x {before = array<i64: 0, 1, 1, 0>, after = array<i64: 0, 1, 1, 0>} : (tensor<1x4x4x2x${Q}>) -> tensor<1x6x6x2x${Q}> loc("border"("PAD"))
  %y = qnn.conv2d %p, %w : (tensor<1x6x6x2x${Q}>, tensor<1x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x4x4x1x${Q}> loc("sum"("CONV_2D"))
  return %y : tensor<1x4x4x1x${Q}>
}
`;

test('--dump-ops tells what has no output of its own', async () => {
  bench.write('pad.mlir', PADDED);
  bench.write('p.npy', writeNpy({ type: 'int8', shape: [1, 4, 4, 2], bytes: new Uint8Array(32) }));
  const made = await bench.run(compile, ['pad.mlir', '--target=n1-64']);
  assert.is(made.exit, 0, made.err);
  const object = await bench.run(runTool, [
    'pad.npu',
    '--input=p.npy',
    '--dump-ops=d',
    '--output-dir=d1',
  ]);
  assert.is(
    object.err,
    "note: 1 operator has no output of its own:\n  000 'border': fused into sum\n",
  );
  assert.equal(readdirSync(bench.path('d')), ['001_sum.npy']);
  const source = await bench.run(runTool, [
    'pad.mlir',
    '--input=p.npy',
    '--dump-ops=e',
    '--output-dir=d2',
  ]);
  assert.is(source.exit, 0, source.err);
  assert.equal(readdirSync(bench.path('e')).sort(), ['000_border.npy', '001_sum.npy']);
  const sum = bench.read('d/001_sum.npy');
  assert.is(Buffer.compare(sum, bench.read('e/001_sum.npy')), 0);
  for (const folder of ['d1', 'd2']) {
    const [name] = readdirSync(bench.path(folder));
    assert.is(Buffer.compare(bench.read(`${folder}/${name}`), sum), 0, `${folder}/${name}`);
  }
});

if (!golden || !float) console.log('skipped: the goldens are not on this machine');
else {
  const samples = readFileSync(`${golden}/input0.bin`);
  const expected = readFileSync(`${golden}/output0.bin`);
  const count = samples.length / BYTES;
  bench.write('ic.tflite', readFileSync(`${golden}/model.tflite`));
  bench.write('x.npy', writeNpy({ type: 'int8', shape: SHAPE, bytes: samples.subarray(0, BYTES) }));
  bench.write('xs.npy', writeNpy({ type: 'int8', shape: [count, ...SHAPE], bytes: samples }));
  bench.write('batch.npy', writeNpy({ type: 'int8', shape: [count, 32, 32, 3], bytes: samples }));
  bench.write('f32.npy', writeNpy({ type: 'float32', shape: [1], bytes: new Uint8Array(4) }));
  bench.write('bad.npy', Buffer.from('no array'));

  test('compile: a report that cannot be written leaves no object', async () => {
    const argv = ['ic.tflite', '--target=n1-128', '-o', 'lost.npu', '--report=nowhere/r.json'];
    const { exit, err } = await bench.run(compile, argv);
    assert.is(exit, 1);
    assert.match(err, /cannot write 'nowhere\/r.json'/);
    assert.not(existsSync(bench.path('lost.npu')));
  });

  test('compile: the object under its default name, and the report', async () => {
    const { exit, err } = await bench.run(compile, [
      'ic.tflite',
      '--target=n1-128',
      '--report=r.json',
    ]);
    assert.is(exit, 0, err);
    assert.is(err, '');
    const report = JSON.parse(bench.read('r.json').toString());
    assert.equal(
      Object.keys(report).sort(),
      'averagePowerMw clockMHz compileMs cycles energyUj flashBytes hostOps macUtilization macs model npuOps perOp rooflineCycles sramPeakBytes target timeMs trafficBytes'.split(
        ' ',
      ),
    );
    assert.is(report.model, 'ic.tflite');
    assert.is(report.macs, 12501632);
    assert.is(report.npuOps, 15);
    assert.equal(report.hostOps, []);
    assert.is(report.perOp.length, 16);
    assert.equal(
      Object.keys(report.perOp[0]).sort(),
      'boundBy cycles energyUj engine macs name op sramBytes'.split(' '),
    );
    assert.is(
      report.perOp.reduce((n: number, op: { macs: number }) => n + op.macs, 0),
      report.macs,
    );
    assert.ok(report.cycles >= report.rooflineCycles);
  });

  test('every level runs and gives the bytes of the reference', async () => {
    const files = ['ic.tflite', 'ic.npu'];
    for (const level of ['qnn', 'npu', 'mem', 'isa']) {
      const { exit, err } = await bench.run(compile, [
        'ic.tflite',
        '--target=n1-64',
        `--emit=${level}`,
        '-o',
        `${level}.mlir`,
      ]);
      assert.is(exit, 0, err);
      files.push(`${level}.mlir`);
    }
    for (const file of files) {
      const argv = [file, '--input', 'x.npy', '--output-dir', `out-${file}`];
      const { exit, err } = await bench.run(runTool, argv);
      assert.is(exit, 0, `${file}: ${err}`);
      const [name, ...more] = readdirSync(bench.path(`out-${file}`));
      assert.equal(more, []);
      assert.match(name, /^00_\w+\.npy$/);
      const { type, shape, bytes } = readNpy(bench.read(`out-${file}/${name}`));
      assert.is(type, 'int8');
      assert.equal(shape, [1, 10]);
      assert.is(Buffer.compare(bytes, expected.subarray(0, 10)), 0, file);
    }
    assert.ok(existsSync(bench.path('out-ic.npu/00_Identity_int8.npy')));
  });

  test('samples: a dimension in front, or in place of the batch', async () => {
    for (const input of ['xs.npy', 'input_1_int8=batch.npy']) {
      const { exit, err } = await bench.run(runTool, [
        'ic.npu',
        '--input',
        input,
        '--output-dir',
        'all',
      ]);
      assert.is(exit, 0, err);
      const { shape, bytes } = readNpy(bench.read('all/00_Identity_int8.npy'));
      assert.equal(shape, [count, 1, 10]);
      assert.is(Buffer.compare(bytes, expected), 0);
    }
  });

  test('--dump-ops: the object and the model agree; what is fused is told', async () => {
    const object = await bench.run(runTool, ['ic.npu', '--input=x.npy', '--dump-ops', 'ops']);
    assert.is(object.exit, 0, object.err);
    assert.is(object.err, '');
    const model = await bench.run(runTool, ['ic.tflite', '--input=x.npy', '--dump-ops', 'source']);
    assert.is(model.err, '');
    const names = readdirSync(bench.path('source')).sort();
    assert.is(names.length, 16);
    assert.match(names[15], /^015_Identity_int8\.npy$/);
    for (const name of readdirSync(bench.path('ops'))) {
      assert.is(Buffer.compare(bench.read(`ops/${name}`), bench.read(`source/${name}`)), 0, name);
    }
  });

  test('report and trace need no data', async () => {
    const { exit, err } = await bench.run(runTool, ['ic.npu', '--report=-', '--trace=t.json']);
    assert.is(exit, 0, err);
    assert.ok(JSON.parse(bench.read('t.json').toString()).traceEvents.length > 100);
    await fails(runTool, ['ic.tflite', '--report=r.json'], 2, /'--report' needs an object/);
    await fails(runTool, ['npu.mlir', '--dump-ops=d', '--input=x.npy'], 2, /'--dump-ops' needs/);
  });

  test('inputs that do not fit are told with what is expected', async () => {
    const wants = /'input_1_int8': int8 \[1, 32, 32, 3\]/;
    await fails(runTool, ['ic.npu'], 1, wants);
    await fails(runTool, ['ic.npu', '--input=f32.npy'], 1, wants);
    await fails(runTool, ['ic.npu', '--input=x.npy', '--input=x.npy'], 1, wants);
    await fails(runTool, ['ic.npu', '--input=input_1_int=x.npy'], 1, /did you mean 'input_1_int8'/);
    await fails(runTool, ['ic.npu', '--input=none.npy'], 1, /cannot open input file 'none.npy'/);
    await fails(
      runTool,
      ['ic.npu', '--input=bad.npy'],
      1,
      /'bad.npy' cannot be used: it is not a .npy array/,
    );
    await fails(runTool, ['x.npy', '--input=x.npy'], 1, /format is not known/);
  });

  test('a float model says how to calibrate; too little memory says who needs it', async () => {
    bench.write('float.tflite', readFileSync(float));
    await fails(
      compile,
      ['float.tflite', '--target=n1-64'],
      1,
      /^float.tflite: error: .*npu-quantize calibrate/,
    );
    assert.not(existsSync(bench.path('float.npu')));
    await fails(
      compile,
      ['ic.tflite', '--target=n1-64', '--sram-limit=1000', '-o', 'small.npu'],
      1,
      /^ic.tflite.*: error: .*1000/,
    );
    assert.not(existsSync(bench.path('small.npu')));
  });

  test('levels and targets that contradict the input', async () => {
    await fails(compile, ['mem.mlir', '--emit=npu', '--target=n1-64'], 2, /lies above the input/);
    await fails(compile, ['mem.mlir', '--target=n1-256'], 1, /lowered for n1-64 already/);
    await bench.run(compile, ['ic.tflite', '--emit=qnn', '-o', 'free.mlir']);
    await fails(compile, ['free.mlir'], 2, /no target: give '--target=NAME'; targets: n1-64/);
  });

  test('translate: model to IR, IR to object, object to IR', async () => {
    const ir = await bench.run(translate, ['ic.tflite', '--import-report=i.json']);
    assert.match(ir.out, /^module \{\n {2}func\.func @main/);
    const report = JSON.parse(bench.read('i.json').toString());
    assert.is(report.length, 16);
    assert.equal(report[3], {
      index: 3,
      operator: 'ADD',
      name: 'model/activation_2/Relu;model/add/add',
      became: 'qnn.add',
    });
    const isa = await bench.run(translate, [
      '--object-to-mlir',
      'ic.npu',
      '--mlir-print-debuginfo',
    ]);
    assert.is(isa.exit, 0, isa.err);
    bench.write('ic.mlir', isa.outBytes);
    const back = await bench.run(translate, ['ic.mlir', '-o', 'back.npu']);
    assert.is(back.exit, 0, back.err);
    const again = await bench.run(translate, ['back.npu', '--mlir-print-debuginfo']);
    assert.equal(again.out, isa.out);
    await fails(translate, ['--mlir-to-object', 'qnn.mlir'], 1, /error/);
    await fails(translate, ['--import-tflite', 'x.npy'], 1, /^x.npy: error: /);
    await fails(translate, ['--import-tflite', '--mlir-to-object', 'x'], 2, /exclude each other/);
  });

  test('objdump: headers, disassembly, both', async () => {
    const headers = (await bench.run(objdump, ['ic.npu', '--headers'])).out;
    for (const part of [
      'Sections:',
      'Inputs:',
      'Outputs:',
      'Source operators:',
      'Memory map of SRAM',
    ]) {
      assert.match(headers, part);
    }
    assert.not.match(headers, 'Disassembly');
    const code = (await bench.run(objdump, ['-d', 'ic.npu'])).out;
    assert.match(code, /^Disassembly:\n\n<model\/activation\/Relu/);
    assert.is((await bench.run(objdump, ['ic.npu'])).out, `${headers}\n${code}`);
    await fails(objdump, ['x.npy'], 1, /^x.npy: error: the file does not begin with the ELF magic/);
  });
}

test.after(() => bench.end());
test.run();
