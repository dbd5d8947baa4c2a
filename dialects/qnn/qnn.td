// qnn: the quantised graph. Types carry scale and zero point; the arithmetic is TensorFlow Lite's. The
// operators stand in one file a group; README.md beside this file has the rationale and the numbered
// constraints.
include "base.td"
include "elementwise.td"
include "window.td"
include "movement.td"
include "reduction.td"
include "recurrent.td"
