/** Questions about records: `!cast`, `!isa`, `!exists`. */
import { folds } from '../operation.js';
import { INT, RecordType } from '../types.js';
import { DefValue, IntValue, StringValue } from '../values.js';
import { builders, typeOf } from './build.js';

const TRUE = new IntValue(1n);
const FALSE = new IntValue(0n);

builders.set('cast', (use) => {
  use.expectCount(1);
  const type = use.typeArgument();
  return use.make([use.arg(0)], type);
});

folds.set('isa', ({ operands: [value], typeArg }) => {
  const type = typeOf(value);
  if (type === undefined || typeArg === undefined) return undefined;
  if (type.convertibleTo(typeArg)) return TRUE;
  if (!(typeArg instanceof RecordType)) return FALSE;
  return value instanceof DefValue || !typeArg.convertibleTo(type) ? FALSE : undefined;
});
builders.set('isa', (use) => {
  use.expectCount(1);
  return use.make([use.arg(0)], INT, use.typeArgument());
});

folds.set('exists', ({ operands: [name], typeArg }, { record, final }) => {
  if (!(name instanceof StringValue) || !(typeArg instanceof RecordType)) return undefined;
  const keeper = record?.keeper ?? typeArg.classes[0]?.keeper;
  const found = keeper?.defs.get(name.value);
  if (found !== undefined) return found.type.isA(typeArg) ? TRUE : FALSE;
  if (record !== undefined && record.nameText === name.value && final) {
    return record.type.isA(typeArg) ? TRUE : FALSE;
  }
  return final ? FALSE : undefined;
});
builders.set('exists', (use) => {
  use.expectCount(1);
  return use.make([use.string(0)], INT, use.typeArgument());
});
