/** What the program does that the machine cannot: one sentence with instruction, address, source op. */
export class SimulatorFault extends Error {
  override readonly name = 'SimulatorFault';
}
