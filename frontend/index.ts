export {
  DEFAULT_MAX_SIZE,
  FormatError,
  ImportError,
  type ImportedOperator,
  type ImportModel,
  Unsupported,
} from './common/index.js';
export { type FileForm, type FormatName, formOf, formsOf } from './formats.js';
