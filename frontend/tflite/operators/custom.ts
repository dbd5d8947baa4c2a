/** Rows of custom operators, by their names: the signal library, and streaming. */
import { DenseArrayAttr, FloatType, type RankedTensorType, type Value } from '../../../ir/index.js';
import { readOptions } from '../flexbuffer.js';
import {
  f32,
  flag,
  i64,
  ints,
  isQuantized,
  type Row,
  resultTypes,
  type Source,
  shapeOf,
  typeOf,
} from './common.js';

type Options = (name: string) => number;

/** A row that is given the operator's options; one that is missing ends the import. */
const withOptions =
  (row: (s: Source, option: Options) => readonly Value[]): Row =>
  (s) => {
    const { customOptions } = s.op as { customOptions?: Uint8Array };
    const options = customOptions && readOptions(customOptions);
    return row(s, (name) => options?.get(name) ?? s.fail(`it has no option '${name}'`));
  };

const signal = (
  s: Source,
  name: string,
  operands: readonly number[],
  attributes: readonly [string, number][],
): readonly Value[] =>
  s.emit(
    `nn.signal_${name}`,
    operands.map((i) => s.value(i)),
    attributes.map(([key, value]) => i64(key, value)),
    resultTypes(s),
  );

const spectralSubtraction = withOptions((s, option) => {
  const state = s.ownVariable('noise', s.type());
  const [out, noise] = s.emit(
    'nn.signal_spectral_subtraction',
    [s.value(0), state.read()],
    [
      ints('smoothing', [option('smoothing'), option('alternate_smoothing')]),
      ints('rest', [option('one_minus_smoothing'), option('alternate_one_minus_smoothing')]),
      i64('smoothing_bits', option('smoothing_bits')),
      i64('fraction_bits', option('spectral_subtraction_bits')),
      i64('floor', option('min_signal_remaining')),
      flag('clamping', option('clamping') !== 0),
    ],
    [s.type(), s.type(1)],
  );
  state.assign(noise);
  return [out, noise];
});

/** Part of a value along one dimension. */
function part(s: Source, value: Value, axis: number, from: number, count: number): Value {
  const shape = shapeOf(value);
  const at = (n: number, others: readonly number[]) => others.map((v, d) => (d === axis ? n : v));
  const zeros = shape.map(() => 0);
  const ones = shape.map(() => 1);
  const box = [
    ints('begin', at(from, zeros)),
    ints('size', at(count, shape)),
    ints('stride', ones),
  ];
  return s.emit('slice', [value], box, [typeOf(value).withShape(at(count, shape))])[0];
}

/** A queue of its own, zeros at first: puts a value at its end; what the queue and the value are. */
function queued(s: Source, name: string, axis: number, length: number) {
  const value = s.value(0);
  const of = (n: number): RankedTensorType =>
    typeOf(value).withShape(shapeOf(value).map((v, d) => (d === axis ? n : v)));
  const state = s.ownVariable(name, of(length));
  const whole = of(length + shapeOf(value)[axis]);
  const [all] = s.emit('concat', [state.read(), value], [i64('axis', axis)], [whole]);
  return { state, all };
}

const delay = withOptions((s, option) => {
  const axis = s.input(0).shape.length - 1;
  const [frame, length] = [s.input(0).shape[axis], option('delay_length')];
  if (length === 0) return [s.value(0)];
  if (length < 0 || length > 1 << 24) s.fail(`its delay of ${length} is not possible`);
  const { state, all } = queued(s, 'delay', axis, length);
  state.assign(part(s, all, axis, frame, length));
  return [part(s, all, axis, 0, frame)];
});

/** Numbers of slots whose streaming models run in every step, where the model does not say. */
const EVERY_STEP = new Set([5, 13, 25]);

/** The last inputs as one tensor; only where every run goes on behind it. */
const circularBuffer: Row = (s) => {
  const { customOptions } = s.op as { customOptions?: Uint8Array };
  const slots = s.output().shape[1];
  const period = (customOptions && readOptions(customOptions)?.get('cycles_max')) ?? 0;
  if (!(period === 1 || (period <= 0 && EVERY_STEP.has(slots)))) {
    s.fail(`it ends all runs but every ${period > 0 ? period : 2}nd one, which is not supported`);
  }
  if (slots < 2 || s.input(0).shape[1] !== 1) s.fail('its buffer holds less than two inputs');
  const { state, all } = queued(s, 'buffer', 1, slots - 1);
  state.assign(part(s, all, 1, 1, slots - 1));
  return [all];
};

/** Detections of a model in floats. */
const detection: Row = (s) => {
  const { customOptions } = s.op as { customOptions?: Uint8Array };
  const options = customOptions && readOptions(customOptions);
  const option = (name: string, otherwise?: number) =>
    options?.get(name) ?? otherwise ?? s.fail(`it has no option '${name}'`);
  const operands = [0, 1, 2].map((i) => s.value(i));
  if (operands.some(isQuantized)) s.fail('there is no integer arithmetic for it');
  const scale = ['y_scale', 'x_scale', 'h_scale', 'w_scale'].map((name) => option(name));
  return s.emit(
    'nn.detection_postprocess',
    operands,
    [
      i64('classes', option('num_classes')),
      i64('max_detections', option('max_detections')),
      i64('max_classes_per_detection', option('max_classes_per_detection')),
      i64('detections_per_class', option('detections_per_class', 100)),
      flag('regular', option('use_regular_nms', 0) !== 0),
      f32('score_threshold', option('nms_score_threshold')),
      f32('overlap_threshold', option('nms_iou_threshold')),
      { name: 'scale', value: DenseArrayAttr.get(FloatType.get('f32'), scale) },
    ],
    resultTypes(s),
  );
};

const ROWS: Readonly<Record<string, Row>> = {
  CIRCULAR_BUFFER: circularBuffer,
  SignalDelay: delay,
  SignalEnergy: withOptions((s, option) =>
    signal(
      s,
      'energy',
      [0],
      [
        ['start', option('start_index')],
        ['end', option('end_index')],
      ],
    ),
  ),
  SignalFftAutoScale: (s) => signal(s, 'auto_scale', [0], []),
  SignalFilterBank: (s) => signal(s, 'filter_bank', [0, 1, 2, 3, 4, 5], []),
  SignalFilterBankLog: withOptions((s, option) =>
    signal(
      s,
      'log',
      [0],
      [
        ['scale', option('output_scale')],
        ['shift', option('input_correction_bits')],
      ],
    ),
  ),
  SignalFilterBankSpectralSubtraction: spectralSubtraction,
  SignalFilterBankSquareRoot: (s) => signal(s, 'square_root', [0, 1], []),
  SignalIrfft: withOptions((s, option) =>
    signal(s, 'irfft', [0], [['length', option('fft_length')]]),
  ),
  SignalPCAN: withOptions((s, option) =>
    signal(s, 'pcan', [0, 1, 2], [['shift', option('snr_shift')]]),
  ),
  SignalRfft: withOptions((s, option) =>
    signal(s, 'rfft', [0], [['length', option('fft_length')]]),
  ),
  TFLite_Detection_PostProcess: detection,
  SignalWindow: withOptions((s, option) =>
    signal(s, 'window', [0, 1], [['shift', option('shift')]]),
  ),
};

/** A map: names come from a file. */
export const custom: ReadonlyMap<string, Row> = new Map(Object.entries(ROWS));
