module.exports = { projectRoot: __dirname, resolver: { useWatchman: false } };
