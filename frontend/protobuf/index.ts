// Protocol buffers by a table: the binary form, the text form, and what a file's first fields are.
export * from './binary.js';
export { readTextMessage } from './text.js';
