import { mkdtempSync, writeFileSync } from 'node:fs'
import { launchChromium, chromiumExtensionId as id } from './scripts/chromium.mjs'
const b = await launchChromium({ executable: '/usr/bin/chromium', extensionDir: process.argv[2] ?? 'dist/chrome', userDataDir: mkdtempSync('/tmp/prof-') })
const page = await b.newPage()
await page.setViewport({width:1280,height:800})
const url=`chrome-extension://${id}/panels/inspector/index.html`
await page.goto(url)
await page.evaluate(async()=>{
 const port=chrome.runtime.connect({name:'view'});let n=0;const r=new Map();
 port.onMessage.addListener(m=>{if(m.type==='reply')r.get(m.call)(m.result)});
 port.postMessage({type:'attach',viewId:crypto.randomUUID(),surface:'inspector'});
 const call=(name,a)=>new Promise(s=>{r.set(++n,s);port.postMessage({type:'call',call:n,name,arguments:a})});
 for(let i=0;i<99;i++)await call('profile.create',{name:'Profile '+i,folder:i%3===0?[]:['Folder '+i%7],kind:'json',url:'wss://host-'+i+'.example/path'});
 port.disconnect()
})
await page.goto(`chrome-extension://${id}/panels/options/index.html`)
const open = () => page.evaluate(async()=>{
  const took=[];
  for(let i=0;i<12;i++){const f=document.createElement('iframe');f.width='1280';f.height='800';const s=performance.now();f.src='/panels/inspector/index.html';document.body.append(f);
   while(!f.contentDocument?.querySelector('.main[aria-busy="false"]')) await new Promise(requestAnimationFrame);
   const t=performance.now()-s;
   const g=f.contentWindow.performance; const e=Object.fromEntries(g.getEntriesByType('resource').map(x=>[x.name.split('/').pop(),Math.round(x.responseEnd)]));
   took.push([Math.round(t),Math.round(g.getEntriesByType('navigation')[0].domInteractive), Math.round(g.getEntriesByType('paint').find(x=>x.name==='first-contentful-paint')?.startTime??-1), Math.max(...Object.values(e))]);
   f.remove(); await new Promise(r=>setTimeout(r,200));}
  return took})
console.log(JSON.stringify(await open()))
const s=await page.createCDPSession()
await s.send('Profiler.enable');await s.send('Profiler.setSamplingInterval',{interval:200});await s.send('Profiler.start')
console.log(JSON.stringify(await open()))
const {profile}=await s.send('Profiler.stop')
const self=new Map();const dt=profile.timeDeltas;const nodes=new Map(profile.nodes.map(n=>[n.id,n]));
profile.samples.forEach((x,i)=>{const n=nodes.get(x);const k=n.callFrame.functionName+' '+n.callFrame.url.split('/').pop()+':'+n.callFrame.lineNumber+':'+n.callFrame.columnNumber;self.set(k,(self.get(k)??0)+dt[i])})
const tot={};
const parent=new Map();for(const n of profile.nodes)for(const c of n.children??[])parent.set(c,n.id)
const incl=new Map();profile.samples.forEach((x,i)=>{const seen=new Set();for(let c=x;c;c=parent.get(c)){const n=nodes.get(c);const k=n.callFrame.functionName+' '+n.callFrame.url.split('/').pop()+':'+n.callFrame.columnNumber;if(!seen.has(k)){seen.add(k);incl.set(k,(incl.get(k)??0)+dt[i])}}})
console.log('SELF ms per open');for(const [k,v] of [...self].sort((a,b)=>b[1]-a[1]).slice(0,25))console.log((v/12000).toFixed(1),k)
console.log('INCL');for(const [k,v] of [...incl].sort((a,b)=>b[1]-a[1]).slice(0,45))console.log((v/12000).toFixed(1),k)
await b.close()
