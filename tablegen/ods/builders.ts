/** `OpBuilder` records: overloads of an operation's `build`. */
import { type RecordBase, TableGenError } from '../language/index.js';
import { dagStrings, recordList, textField } from './fields.js';
import type { BuilderModel } from './model.js';

export function readBuilders(record: RecordBase): BuilderModel[] {
  return recordList(record, 'builders').map((builder, i) => {
    const body = textField(builder, 'body').trim();
    if (body === '') {
      throw new TableGenError(
        `builder #${i} of '${record.nameText}' has no body: say what it builds`,
        builder.loc ?? record.loc,
      );
    }
    return { parameters: dagStrings(builder, 'dagParams'), body };
  });
}
