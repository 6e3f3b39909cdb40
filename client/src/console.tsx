import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@fontsource-variable/inter/wght.css';
import '@fontsource/jetbrains-mono/latin-400.css';
import './ui/tokens.css';
import './ui/base.css';
import { startI18n } from './lib/i18n/index.js';
import { en } from './lib/i18n/en/index.js';
import { zhCN } from './lib/i18n/zh-CN/index.js';
import { applyTheme } from './lib/theme.js';
import { ConsoleApp } from './app/console-app.js';
import './app/print.css';

startI18n({ 'zh-CN': zhCN, en });
applyTheme();

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root');
createRoot(root).render(
  <StrictMode>
    <ConsoleApp />
  </StrictMode>,
);
