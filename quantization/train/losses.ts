/** Losses of one sample: the value, and its derivative by each output, which is written. */
import { softmaxInto } from './operators.js';

/** −ln softmax(logits)[label]. */
export function crossEntropy(logits: Float32Array, label: number, gradient: Float32Array): number {
  softmaxInto(logits, 1, gradient);
  const loss = -Math.log(Math.max(gradient[label], 1e-30));
  gradient[label] -= 1;
  return loss;
}

/** Mean of the squared differences. */
export function meanSquaredError(
  outputs: Float32Array,
  wanted: ArrayLike<number>,
  gradient: Float32Array,
): number {
  let loss = 0;
  for (let i = 0; i < outputs.length; i++) {
    const difference = outputs[i] - wanted[i];
    loss += difference * difference;
    gradient[i] = (2 * difference) / outputs.length;
  }
  return loss / outputs.length;
}

/**
 * T² · KL(softmax(teacher / T) ‖ softmax(logits / T)). Source: Hinton et al., "Distilling the
 * Knowledge in a Neural Network", 2015, section 2.
 */
export function distillation(
  logits: Float32Array,
  teacher: Float32Array,
  temperature: number,
  gradient: Float32Array,
): number {
  const wanted = new Float32Array(teacher.length);
  softmaxInto(teacher, 1 / temperature, wanted);
  softmaxInto(logits, 1 / temperature, gradient);
  let loss = 0;
  for (let i = 0; i < gradient.length; i++) {
    if (wanted[i] > 0) loss += wanted[i] * Math.log(wanted[i] / Math.max(gradient[i], 1e-30));
    gradient[i] = temperature * (gradient[i] - wanted[i]);
  }
  return temperature * temperature * loss;
}
