// The package's types are those of its main module only.
declare module 'mongoose-update-if-current/lib/version-occ-plugin' {
  import type { Schema } from 'mongoose';

  export function versionOCCPlugin(schema: Schema): void;
}
