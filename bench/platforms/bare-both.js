/** Both floors in one process. */
import './bare-discord.js';
import './bare-slack.js';
