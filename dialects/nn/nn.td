// nn: the graph of a network, free of any hardware. The operators stand in one file a group; README.md
// beside this file has the rationale and the numbered constraints.
include "base.td"
include "movement.td"
include "elementwise.td"
include "window.td"
include "normalization.td"
include "reduction.td"
include "recurrent.td"
include "detection.td"
include "signal.td"
include "control.td"
