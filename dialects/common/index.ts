// What the tensor dialects share: reading attributes, and the shape rules of the operators.
export * from './attributes.js';
export * from './shapes.js';
