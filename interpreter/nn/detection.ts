/** What follows an object detector. */
import { detect } from '../../kernels/index.js';
import { flag, float, InterpreterError, int, type Semantics } from '../call.js';
import { data, floats, result, shape } from './support.js';

export const detection: Record<string, Semantics> = {
  detection_postprocess(call) {
    const out = [0, 1, 2, 3].map((i) => result(call, i) as Float32Array);
    const [boxes, scores, anchors] = [0, 1, 2].map((i) => data(call, i) as Float32Array);
    const params = {
      classes: int(call, 'classes'),
      maxDetections: int(call, 'max_detections'),
      maxClassesPerDetection: int(call, 'max_classes_per_detection'),
      detectionsPerClass: int(call, 'detections_per_class'),
      regular: flag(call, 'regular'),
      scoreThreshold: float(call, 'score_threshold'),
      overlapThreshold: float(call, 'overlap_threshold'),
      scale: floats(call, 'scale'),
    };
    const inputs = {
      boxes,
      coordinates: shape(call, 0)[2],
      scores,
      columns: shape(call, 1)[2],
      anchors,
    };
    const outputs = { boxes: out[0], classes: out[1], scores: out[2], count: out[3] };
    const fault = detect(params, inputs, outputs);
    if (fault) throw new InterpreterError(`${call.name}: ${fault}`);
    return out;
  },
};
