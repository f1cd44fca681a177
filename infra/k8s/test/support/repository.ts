import path from 'node:path';

export const repository = path.resolve(__dirname, '../../../..');
