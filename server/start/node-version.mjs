// Imported first by every entry, which loads everything else only afterwards: an older Node then
// gets this sentence and not a syntax error from a file it can't read.
const needed = { major: 20, minor: 19 };
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < needed.major || (major === needed.major && minor < needed.minor)) {
  console.error(
    `Kinbridge needs Node ${needed.major}.${needed.minor} or newer and this is ${process.versions.node}; ` +
      'https://nodejs.org has it.',
  );
  process.exit(1);
}
