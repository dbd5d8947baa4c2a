/** The TableGen language: text to records. */
export { type LoadOptions, loadFile, loadText } from './load.js';
export { dumpJson, printRecords } from './output.js';
export { Field, RecordBase, RecordKeeper } from './record.js';
export {
  fileAndLine,
  type Loc,
  lineAndColumn,
  renderDiagnostic,
  type SourceFile,
  TableGenError,
} from './source.js';
export {
  BitsValue,
  BitValue,
  DagValue,
  DefValue,
  IntValue,
  ListValue,
  StringValue,
  UNSET,
  type Value,
} from './values.js';
