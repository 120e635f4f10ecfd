package pipeline

// Version is the program's version. It is one of the inputs that an edition's hash is made of: a new version makes every
// edition anew.
const Version = "0.1.2"
