import { Gallery } from './gallery/gallery.js';
import { AntdBridge } from './providers/antd-bridge.js';

export function ConsoleApp() {
  return (
    <AntdBridge>
      <Gallery />
    </AntdBridge>
  );
}
