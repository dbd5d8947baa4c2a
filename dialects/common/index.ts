// What the tensor dialects (nn, qnn, npu) share: reading attributes, and the shape rules of the operators.
export * from './attributes.js';
export {
  type InferredTensor,
  inferTypes,
  reject,
  ShapeError,
  type ShapeQuery,
  type ShapeRule,
  sameShape,
  shapeText,
  verifyWith,
} from './infer.js';
export { broadcast, einsumTerms, windowedSize } from './shape-window.js';
export * from './shapes.js';
