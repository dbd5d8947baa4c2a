/**
 * S5: shapes of the operations on signals, and of detections. Lines are last dimensions; where numbers go together
 * element by element, there are as many of each.
 */
import type { Fail, IntegerAttr, Operation, RankedTensorType } from '../../ir/index.js';

type Check = (op: Operation) => string | undefined;

const shapeOf = (type: unknown) => (type as RankedTensorType).shape;
const operand = (op: Operation, i: number) => shapeOf(op.operand(i).type);
const result = (op: Operation, i = 0) => shapeOf(op.result(i).type);
const int = (op: Operation, name: string) => (op.attr(name) as IntegerAttr).number;
const elements = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);
const same = (a: readonly number[], b: readonly number[]) => String(a) === String(b);

/** Every operand and result named has the shape of the first operand. */
const alike =
  (operands: readonly number[], results: readonly number[] = [0]): Check =>
  (op) => {
    const shapes = [...operands.map((i) => operand(op, i)), ...results.map((i) => result(op, i))];
    const bad = shapes.find((s) => !same(s, operand(op, 0)));
    return bad && `a tensor of ${bad.join('x')} goes with one of ${operand(op, 0).join('x')}`;
  };

function rfft(op: Operation): string | undefined {
  const [length, from, to] = [int(op, 'length'), operand(op, 0), result(op)];
  if (length < 2 || length > 1 << 20 || length % 2 !== 0) {
    return `its length ${length} is not even, from 2 to ${1 << 20}`;
  }
  const [long, short] = op.name === 'nn.signal_rfft' ? [to, from] : [from, to];
  if (long.length === 0 || long.length !== short.length || long.at(-1) !== length + 2) {
    return `spectra of length ${length} are lines of ${length + 2}, not ${long.join('x')}`;
  }
  const fits = op.name === 'nn.signal_rfft' ? short.at(-1)! <= length : short.at(-1) === length;
  if (!fits || short.at(-1)! < 1 || !same(long.slice(0, -1), short.slice(0, -1))) {
    return `lines of ${short.join('x')} do not fit a length of ${length}`;
  }
  return elementsDiffer(op);
}

function elementsDiffer(op: Operation): string | undefined {
  const [a, b] = [op.operand(0).type as RankedTensorType, op.result().type as RankedTensorType];
  return a.elementType === b.elementType ? undefined : `makes ${b.elementType} of ${a.elementType}`;
}

function detection(op: Operation): string | undefined {
  const [boxes, scores, anchors] = [0, 1, 2].map((i) => operand(op, i));
  const [corners, kinds, values, total] = [0, 1, 2, 3].map((i) => result(op, i));
  const count = anchors[0];
  if (anchors.length !== 2 || anchors[1] !== 4 || !(count > 0)) {
    return `its anchors are ${anchors.join('x')}, not a row of four each`;
  }
  if (boxes.length !== 3 || boxes[0] !== 1 || boxes[1] !== count || boxes[2] < 4) {
    return `boxes of ${boxes.join('x')} do not go with ${count} anchors`;
  }
  const background = (scores[2] ?? 0) - int(op, 'classes');
  if (
    scores.length !== 3 ||
    scores[0] !== 1 ||
    scores[1] !== count ||
    ![0, 1].includes(background)
  ) {
    return `scores of ${scores.join('x')} do not go with ${count} anchors and ${int(op, 'classes')} classes`;
  }
  const places = elements(kinds);
  const fits = elements(corners) === 4 * places && elements(values) === places;
  return fits && elements(total) === 1 ? undefined : 'its results do not go together';
}

const CHECKS: Record<string, Check> = {
  'nn.detection_postprocess': detection,
  'nn.signal_auto_scale': (op) =>
    alike([0])(op) ?? (elements(result(op, 1)) === 1 ? undefined : 'its shift is one element'),
  'nn.signal_energy': (op) => {
    const [bins, start, end] = [elements(result(op)), int(op, 'start'), int(op, 'end')];
    if (elements(operand(op, 0)) !== 2 * bins) return `${bins} energies are of ${2 * bins} numbers`;
    return start < 0 || end > bins ? `${start} to ${end} lies outside ${bins} pairs` : undefined;
  },
  'nn.signal_filter_bank': (op) => {
    const filters = elements(result(op)) + 1;
    const bad = [3, 4, 5].find((i) => elements(operand(op, i)) !== filters);
    return bad === undefined
      ? undefined
      : `${filters - 1} channels need ${filters} filters, not ${elements(operand(op, bad))}`;
  },
  'nn.signal_irfft': rfft,
  'nn.signal_log': alike([0]),
  'nn.signal_pcan': (op) =>
    alike([0, 1])(op) ?? (elements(operand(op, 2)) >= 125 ? undefined : 'its table has 125 gains'),
  'nn.signal_rfft': rfft,
  'nn.signal_spectral_subtraction': alike([0, 1], [0, 1]),
  'nn.signal_square_root': (op) =>
    alike([0])(op) ?? (elements(operand(op, 1)) === 1 ? undefined : 'its shift is one element'),
  'nn.signal_window': (op) => {
    const [line, weights] = [operand(op, 0).at(-1) ?? 0, elements(operand(op, 1))];
    return (
      alike([0])(op) ?? (line === weights ? undefined : `lines of ${line}, ${weights} weights`)
    );
  },
};

/** S5. */
export function verifySignal(op: Operation, fail: Fail): void {
  const types = [...op.operands, ...op.results].map((v) => v.type as RankedTensorType);
  if (types.some((t) => !t.hasStaticShape)) fail('needs tensors of fixed shape (S5)');
  else {
    const wrong = CHECKS[op.name](op);
    if (wrong) fail(`${wrong} (S5)`);
  }
}
