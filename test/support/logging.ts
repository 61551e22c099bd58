/** Silences Colyseus' console output; failures carry what they need. */
process.env.LOG_LEVEL ??= 'silent';
