# Times R's psych and multilevel inside R, without start-up, on files that the benchmark wrote.
# Arguments: the task and the file. Prints one line: seconds, then the values to compare.
arguments <- commandArgs(trailingOnly = TRUE)
data <- read.csv(arguments[2])
seconds <- function(work) { start <- proc.time()[["elapsed"]]; value <- work(); c(proc.time()[["elapsed"]] - start, value) }
median_of <- function(runs, work) { all <- replicate(runs, seconds(work)); c(median(all[1, ]), all[-1, 1]) }
tasks <- list(
  alpha = function() median_of(7, function() {
    a <- suppressWarnings(psych::alpha(data, warnings = FALSE)); c(a$total$raw_alpha, a$total$ase) }),
  bootstrap = function() {
    once <- median_of(5, function() { psych::alpha(data, n.iter = 1, warnings = FALSE); 0 })[1]
    many <- seconds(function() { psych::alpha(data, n.iter = 501, warnings = FALSE)$boot.ci[2] })
    c((many[1] - once) / 500, many[2]) },
  six_forms = function() median_of(5, function() psych::ICC(data, lmer = FALSE)$results$ICC),
  teams = function() { items <- data[, -1]; team <- data[, 1]; seconds(function() {
    r <- mean(multilevel::rwg.j(items, team, ranvar = 2)$rwg.j)
    d <- mean(multilevel::ad.m(items, team)$AD.M)
    model <- aov(rowMeans(items) ~ as.factor(team))
    c(r, d, multilevel::ICC1(model), multilevel::ICC2(model)) }) })
suppressMessages({ library(psych); library(multilevel) })
cat(format(tasks[[arguments[1]]](), digits = 12), "\n")
