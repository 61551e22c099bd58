/** Quiet tests: what Colyseus prints to the console is noise here; a failure says what it needs itself. */
process.env.LOG_LEVEL ??= 'silent';
