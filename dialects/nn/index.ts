import { type NnHooks, nnDialect } from '../../generated/nn.js';
import type { DialectDefinition } from '../../ir/index.js';
import { SHAPE_RULES, type ShapeRule, verifyWith } from '../common/index.js';
import { verifyIf, verifyVariable, verifyVariableUse, verifyWhile } from './verify.js';
import { verifySignal } from './verify-signal.js';

export * from '../../generated/nn.js';

/** Operators whose result may have another element type than their first operand. */
const CONVERTS: ReadonlySet<string> = new Set([
  'arg_max',
  'arg_min',
  'cast',
  'conv2d',
  'conv3d',
  'matmul',
  'max_pool_indices',
]);

/** The shape rules of nn: what they leave open of the element type is that of the first operand. */
export const NN_RULES = Object.fromEntries(
  Object.entries(SHAPE_RULES).map(([name, r]: [string, ShapeRule]): [string, ShapeRule] => [
    name,
    CONVERTS.has(name) ? r : { ...r, infer: (q) => sameElement(r.infer(q), q) },
  ]),
) as Record<keyof typeof SHAPE_RULES, ShapeRule>;

function sameElement(
  inferred: ReturnType<ShapeRule['infer']>,
  { operands }: Parameters<ShapeRule['infer']>[0],
): ReturnType<ShapeRule['infer']> {
  const [first, ...rest] = inferred;
  const open = first.element === undefined || first.element === null;
  return open ? [{ ...first, element: operands[0].elementType }, ...rest] : inferred;
}

const verifiers = Object.fromEntries(
  Object.entries(NN_RULES).map(([name, r]) => [name, verifyWith(r)]),
) as Record<keyof typeof SHAPE_RULES, ReturnType<typeof verifyWith>>;

export const definition: DialectDefinition = {
  spec: nnDialect,
  canonicalization: async () => (await import('./canonicalize.js')).patterns,
  hooks: {
    ...verifiers,
    assign_variable: { verify: verifyVariableUse },
    constant: { fold: (op) => [op.attr('value')!] },
    detection_postprocess: { verify: verifySignal },
    if: { verify: verifyIf },
    read_variable: { verify: verifyVariableUse },
    signal_auto_scale: { verify: verifySignal },
    signal_energy: { verify: verifySignal },
    signal_filter_bank: { verify: verifySignal },
    signal_irfft: { verify: verifySignal },
    signal_log: { verify: verifySignal },
    signal_pcan: { verify: verifySignal },
    signal_rfft: { verify: verifySignal },
    signal_spectral_subtraction: { verify: verifySignal },
    signal_square_root: { verify: verifySignal },
    signal_window: { verify: verifySignal },
    variable: { verify: verifyVariable },
    while: { verify: verifyWhile },
  } satisfies NnHooks,
  materializeConstant: (b, value, type) =>
    b.create('nn.constant', { attributes: [{ name: 'value', value }], resultTypes: [type] }),
};
