/** The few icons, as strokes around a middle. `r`: half of the box they fill. */
import { type Canvas, upright } from '../../design/canvas.ts';

export function stroke(g: Canvas, color: string, line: number, path: () => void): void {
  g.save();
  g.strokeStyle = color;
  g.lineWidth = line;
  g.lineCap = 'round';
  g.lineJoin = 'round';
  g.beginPath();
  path();
  g.stroke();
  g.restore();
}

export function drawSearch(g: Canvas, x: number, y: number, r: number, color: string): void {
  stroke(g, color, 2, () => {
    g.arc(x - r * 0.18, y - r * 0.18, r * 0.68, 0, 2 * Math.PI);
    g.moveTo(x + r * 0.34, y + r * 0.34);
    g.lineTo(x + r * 0.9, y + r * 0.9);
  });
}

/** Lines that get shorter: what a list goes by. */
export function drawSort(g: Canvas, x: number, y: number, r: number, color: string): void {
  stroke(g, color, 1.8, () => {
    for (const [at, length] of [
      [-0.75, 1],
      [0, 0.6],
      [0.75, 0.2],
    ] as const) {
      g.moveTo(x - r, y + at * r);
      g.lineTo(x - r + 2 * r * length, y + at * r);
    }
  });
}

/** A funnel: the filter of a list. */
export function drawFilter(g: Canvas, x: number, y: number, r: number, color: string): void {
  stroke(g, color, 1.8, () => {
    g.moveTo(x - r, y - r * 0.85);
    g.lineTo(x + r, y - r * 0.85);
    g.lineTo(x + r * 0.25, y + r * 0.05);
    g.lineTo(x + r * 0.25, y + r * 0.95);
    g.lineTo(x - r * 0.25, y + r * 0.65);
    g.lineTo(x - r * 0.25, y + r * 0.05);
    g.closePath();
  });
}

export function drawCross(g: Canvas, x: number, y: number, r: number, color: string): void {
  stroke(g, color, 2, () => {
    g.moveTo(x - r, y - r);
    g.lineTo(x + r, y + r);
    g.moveTo(x + r, y - r);
    g.lineTo(x - r, y + r);
  });
}

export function drawChevron(g: Canvas, x: number, y: number, r: number, color: string): void {
  stroke(g, color, 2, () => {
    g.moveTo(x - r, y - r * 0.5);
    g.lineTo(x, y + r * 0.5);
    g.lineTo(x + r, y - r * 0.5);
  });
}

export function drawPencil(g: Canvas, x: number, y: number, r: number, color: string): void {
  stroke(g, color, 1.8, () => {
    g.moveTo(x - r, y + r);
    g.lineTo(x - r * 0.8, y + r * 0.3);
    g.lineTo(x + r * 0.5, y - r);
    g.lineTo(x + r, y - r * 0.5);
    g.lineTo(x - r * 0.3, y + r * 0.8);
    g.closePath();
    g.moveTo(x + r * 0.15, y - r * 0.65);
    g.lineTo(x + r * 0.65, y - r * 0.15);
  });
}

/** Several people: the mark of the list. */
export function drawPeople(g: Canvas, x: number, y: number, r: number, color: string): void {
  stroke(g, color, 1.8, () => {
    g.arc(x - r * 0.3, y - r * 0.4, r * 0.38, 0, 2 * Math.PI);
    g.moveTo(x - r, y + r * 0.85);
    g.bezierCurveTo(x - r, y, x + r * 0.4, y, x + r * 0.4, y + r * 0.85);
    g.moveTo(x + r * 0.45, y - r * 0.75);
    g.bezierCurveTo(x + r * 0.85, y - r * 0.7, x + r * 0.85, y - r * 0.1, x + r * 0.45, y - r * 0.05);
    g.moveTo(x + r * 0.75, y + r * 0.25);
    g.quadraticCurveTo(x + r, y + r * 0.4, x + r, y + r * 0.85);
  });
}

export function drawPerson(g: Canvas, x: number, y: number, r: number, color: string): void {
  stroke(g, color, 1.8, () => {
    g.arc(x, y - r * 0.4, r * 0.42, 0, 2 * Math.PI);
    g.moveTo(x - r * 0.8, y + r * 0.9);
    g.bezierCurveTo(x - r * 0.8, y, x + r * 0.8, y, x + r * 0.8, y + r * 0.9);
  });
}

/** The wordmark's sign: an open door with light in it. */
export function drawDoor(g: Canvas, x: number, y: number, r: number, frame: string, light: string): void {
  upright(g, x, () => paintDoor(g, x, y, r, frame, light));
}

function paintDoor(g: Canvas, x: number, y: number, r: number, frame: string, light: string): void {
  g.save();
  g.fillStyle = light;
  g.beginPath();
  g.roundRect(x - r * 0.45, y - r * 0.8, r * 1.2, r * 1.8, [r * 0.6, r * 0.6, 0, 0]);
  g.fill();
  g.fillStyle = frame;
  g.beginPath();
  g.moveTo(x - r * 0.75, y - r * 0.62);
  g.lineTo(x + r * 0.1, y - r);
  g.lineTo(x + r * 0.1, y + r);
  g.lineTo(x - r * 0.75, y + r);
  g.closePath();
  g.fill();
  g.fillStyle = light;
  g.beginPath();
  g.arc(x - r * 0.12, y + r * 0.1, r * 0.1, 0, 2 * Math.PI);
  g.fill();
  g.restore();
}

/** A sheet of rows: the list of matches. */
/** A cup: the leaderboard. */
export function drawCup(g: Canvas, x: number, y: number, r: number, color: string): void {
  stroke(g, color, 1.8, () => {
    g.moveTo(x - r * 0.55, y - r * 0.9);
    g.lineTo(x + r * 0.55, y - r * 0.9);
    g.lineTo(x + r * 0.55, y - r * 0.3);
    g.bezierCurveTo(x + r * 0.55, y + r * 0.5, x - r * 0.55, y + r * 0.5, x - r * 0.55, y - r * 0.3);
    g.closePath();
    g.moveTo(x - r * 0.55, y - r * 0.6);
    g.bezierCurveTo(x - r * 1.2, y - r * 0.6, x - r * 1.1, y + r * 0.15, x - r * 0.45, y + r * 0.05);
    g.moveTo(x + r * 0.55, y - r * 0.6);
    g.bezierCurveTo(x + r * 1.2, y - r * 0.6, x + r * 1.1, y + r * 0.15, x + r * 0.45, y + r * 0.05);
    g.moveTo(x, y + r * 0.3);
    g.lineTo(x, y + r * 0.85);
    g.moveTo(x - r * 0.45, y + r * 0.9);
    g.lineTo(x + r * 0.45, y + r * 0.9);
  });
}

/** A clock that runs back: what was. */
export function drawHistory(g: Canvas, x: number, y: number, r: number, color: string): void {
  upright(g, x, () =>
    stroke(g, color, 1.8, () => {
      g.arc(x, y, r * 0.85, -Math.PI * 0.85, Math.PI * 0.75);
      g.moveTo(x - r * 0.95, y - r * 0.85);
      g.lineTo(x - r * 0.78, y - r * 0.28);
      g.lineTo(x - r * 0.2, y - r * 0.4);
      g.moveTo(x, y - r * 0.4);
      g.lineTo(x, y + r * 0.1);
      g.lineTo(x + r * 0.35, y + r * 0.3);
    }),
  );
}

export function drawGrid(g: Canvas, x: number, y: number, r: number, color: string): void {
  stroke(g, color, 1.8, () => {
    for (const at of [-0.7, 0, 0.7]) {
      g.moveTo(x - r * 0.9, y + at * r);
      g.lineTo(x - r * 0.7, y + at * r);
      g.moveTo(x - r * 0.25, y + at * r);
      g.lineTo(x + r * 0.9, y + at * r);
    }
  });
}

export function drawPlay(g: Canvas, x: number, y: number, r: number, color: string): void {
  upright(g, x, () =>
    stroke(g, color, 1.8, () => {
      g.moveTo(x - r * 0.6, y - r * 0.85);
      g.lineTo(x + r * 0.85, y);
      g.lineTo(x - r * 0.6, y + r * 0.85);
      g.closePath();
    }),
  );
}

export function drawCheckMark(g: Canvas, x: number, y: number, r: number, color: string): void {
  upright(g, x, () =>
    stroke(g, color, Math.max(2, r * 0.28), () => {
      g.moveTo(x - r * 0.7, y + r * 0.05);
      g.lineTo(x - r * 0.15, y + r * 0.6);
      g.lineTo(x + r * 0.75, y - r * 0.55);
    }),
  );
}

/** The leader of a party. */
export function drawCrown(g: Canvas, x: number, y: number, r: number, color: string): void {
  g.save();
  g.fillStyle = color;
  g.beginPath();
  g.moveTo(x - r, y + r * 0.7);
  g.lineTo(x - r, y - r * 0.45);
  g.lineTo(x - r * 0.45, y + r * 0.05);
  g.lineTo(x, y - r * 0.8);
  g.lineTo(x + r * 0.45, y + r * 0.05);
  g.lineTo(x + r, y - r * 0.45);
  g.lineTo(x + r, y + r * 0.7);
  g.closePath();
  g.fill();
  g.restore();
}

/** 22 px wide. Silent, its waves are a stroke. */
export function drawSpeaker(g: Canvas, x: number, y: number, color: string, isMuted: boolean): void {
  g.save();
  g.translate(x, y);
  g.fillStyle = color;
  g.strokeStyle = color;
  g.lineWidth = 2;
  g.lineCap = 'round';
  g.beginPath();
  g.moveTo(-9, -3.5);
  g.lineTo(-5, -3.5);
  g.lineTo(0, -8);
  g.lineTo(0, 8);
  g.lineTo(-5, 3.5);
  g.lineTo(-9, 3.5);
  g.closePath();
  g.fill();
  g.beginPath();
  if (isMuted) {
    g.moveTo(4, -4);
    g.lineTo(11, 4);
    g.moveTo(11, -4);
    g.lineTo(4, 4);
  } else {
    g.arc(1, 0, 5, -0.9, 0.9);
    g.moveTo(1 + 9.5 * Math.cos(-0.9), 9.5 * Math.sin(-0.9));
    g.arc(1, 0, 9.5, -0.9, 0.9);
  }
  g.stroke();
  g.restore();
}
