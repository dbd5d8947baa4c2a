import { DiagnosticError, IntegerAttr, type Operation, StringAttr } from '../../ir/index.js';
import { getTarget, type TargetSpec } from '../../target/index.js';

/** Module attribute that names the machine compiled for; set by --qnn-to-npu. */
export const TARGET_ATTR = 'npu.target';
/** Module attribute with the bytes of on-chip memory that may be used, where less than all. */
export const SRAM_LIMIT_ATTR = 'npu.sram_limit';

/** Function attribute: bytes of on-chip memory that the program uses; set by --mem-to-isa. */
export const SRAM_BYTES_ATTR = 'isa.sram_bytes';

function moduleOf(op: Operation): Operation {
  let top = op;
  while (top.parentOp) top = top.parentOp;
  return top;
}

/** The machine that a module is compiled for. Throws DiagnosticError with the remedy. */
export function targetOf(op: Operation): TargetSpec {
  const module = moduleOf(op);
  const attr = module.attr(TARGET_ATTR);
  if (!(attr instanceof StringAttr)) {
    throw new DiagnosticError(
      module.loc,
      `the module names no target: give the pass {target=n1-64}, or the module the attribute ${TARGET_ATTR} = "n1-64"`,
    );
  }
  return targetNamed(attr.value, module);
}

/** The machine of that name. Throws DiagnosticError at the operation that asks for it. */
export function targetNamed(name: string, op: Operation): TargetSpec {
  try {
    return getTarget(name);
  } catch (error) {
    throw new DiagnosticError(op.loc, (error as Error).message);
  }
}

/** Bytes of on-chip memory that the program may use. */
export function sramLimitOf(op: Operation): number {
  const attr = moduleOf(op).attr(SRAM_LIMIT_ATTR);
  const { bytes } = targetOf(op).sram;
  return attr instanceof IntegerAttr ? Math.min(attr.number, bytes) : bytes;
}
