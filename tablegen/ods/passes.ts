/** `Pass` records to models. */
import type { RecordBase, RecordKeeper } from '../language/index.js';
import { isA, optionalString, recordList, stringField, stringList, textField } from './fields.js';
import type { PassModel } from './model.js';

export function readPasses(keeper: RecordKeeper): PassModel[] {
  return keeper.derivedDefs('PassBase').map(readPass);
}

function readPass(record: RecordBase): PassModel {
  return {
    recordName: record.nameText,
    argument: stringField(record, 'argument'),
    anchor: optionalString(record, 'baseClass'),
    summary: optionalString(record, 'summary'),
    description: textField(record, 'description'),
    dependentDialects: stringList(record, 'dependentDialects'),
    options: recordList(record, 'options').map((o) => ({
      name: stringField(o, 'cppName'),
      argument: stringField(o, 'argument'),
      type: stringField(o, 'type'),
      isList: isA(o, 'ListOption'),
      defaultValue: optionalString(o, 'defaultValue'),
      description: optionalString(o, 'description'),
    })),
    statistics: recordList(record, 'statistics').map((s) => ({
      name: stringField(s, 'cppName'),
      argument: stringField(s, 'name'),
      description: optionalString(s, 'description'),
    })),
  };
}
