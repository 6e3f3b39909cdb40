import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './ui/tokens.css';
import './ui/base.css';
import { PublicApp } from './public/public-app.js';
import * as publicEn from './lib/i18n/en/public.js';
import { startI18n } from './lib/i18n/index.js';
import * as publicZh from './lib/i18n/zh-CN/public.js';

startI18n({ 'zh-CN': { ...publicZh }, en: { ...publicEn } });

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root');
createRoot(root).render(
  <StrictMode>
    <PublicApp />
  </StrictMode>,
);
