/** Rules between neighbouring MAC instructions: chains of chunks, and what may be reused. */
import type { Step } from './steps.js';

const PATCH_FIELDS = [
  'ifm_addr',
  'ifm_row_stride',
  'ifm_col_stride',
  'ifm_rows',
  'ifm_cols',
  'pad_top',
  'pad_left',
  'rows',
  'cols',
  'kernel_h',
  'kernel_w',
  'stride_h',
  'stride_w',
  'dilation_h',
  'dilation_w',
  'ic',
];

/** Why `step` cannot follow the MAC step `previous`, or undefined. */
export function chainFault(step: Step, previous: Step | undefined): string | undefined {
  const f = step.fields;
  const p = previous?.fields;
  const open = p !== undefined && !p.last;
  if (f.first && open)
    return `'first' is set inside a chain that instruction ${previous!.index} left open`;
  if (!f.first && !open) return `'first' is not set, but no chain of chunks is open`;
  if (open) {
    const other = ['rows', 'cols', 'oc'].find((name) => f[name] !== p[name]);
    if (other) return `${other} is ${f[other]}, its chain of chunks began with ${p[other]}`;
    if (step.mnemonic !== previous!.mnemonic) return `continues a chain of ${previous!.mnemonic}`;
  }
  if (f.reuse_weights) {
    if (!p?.keep_weights) return 'reuses weights, but the instruction before does not keep them';
    if (
      f.weights_addr !== p.weights_addr ||
      f.weights_bytes !== p.weights_bytes ||
      f.weights_in_sram !== p.weights_in_sram ||
      f.first !== p.first
    ) {
      return `reuses the stream at 0x${f.weights_addr.toString(16)}, the buffer holds the one at 0x${p.weights_addr.toString(16)}`;
    }
  } else if (p?.keep_weights) {
    return `instruction ${previous!.index} keeps its weights, but this one does not reuse them`;
  }
  if (f.reuse_ifm) {
    if (!p) return 'reuses an input patch, but none was loaded';
    const other =
      step.mnemonic !== previous!.mnemonic
        ? 'mnemonic'
        : PATCH_FIELDS.find((name) => f[name] !== p[name]);
    if (other)
      return `reuses the input patch of instruction ${previous!.index}, but ${other} differs`;
    if (
      step.mnemonic === 'mac.dwconv' &&
      (f.oc !== p.oc || f.depth_multiplier !== p.depth_multiplier)
    ) {
      return `reuses the input patch of instruction ${previous!.index}, but its channels differ`;
    }
  }
  return undefined;
}
