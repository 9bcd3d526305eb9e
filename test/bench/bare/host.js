new Worker('worker.js')
