export { hasQuantizedForm, nnToQnn } from './nn-to-qnn.js';
