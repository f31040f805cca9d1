/** @hocuspocus/server with its plain defaults and no extension. */
import { Server } from '@hocuspocus/server';

const server = new Server({ address: '127.0.0.1', port: Number(process.env.PORT), quiet: true });
await server.listen();
console.log('ready');
