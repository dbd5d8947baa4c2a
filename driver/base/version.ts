/** The version of the compiler, as `--version` and the objects say it. */
export const VERSION = '0.1.0';
